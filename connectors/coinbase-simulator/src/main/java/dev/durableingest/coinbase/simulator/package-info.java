/**
 * A Coinbase Exchange on loopback: a market made from a seed or replayed from a capture, served in
 * the exchange's wire format over WebSocket and HTTP, and misbehaving on demand. Start with {@link
 * dev.durableingest.coinbase.simulator.ExchangeSimulator}.
 */
@NullMarked
package dev.durableingest.coinbase.simulator;

import org.jspecify.annotations.NullMarked;
