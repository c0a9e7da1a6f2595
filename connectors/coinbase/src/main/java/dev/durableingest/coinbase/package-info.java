/** Ingests trades and tickers of the Coinbase Exchange. */
@NullMarked
package dev.durableingest.coinbase;

import org.jspecify.annotations.NullMarked;
