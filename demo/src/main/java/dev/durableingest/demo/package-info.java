/**
 * What {@code ./ingest demo} does: a simulated exchange, the real Coinbase workflow in a process of
 * its own, a kill in the middle, and a look at every row afterwards. Knows the connector and the
 * simulator; nothing knows it.
 */
@NullMarked
package dev.durableingest.demo;

import org.jspecify.annotations.NullMarked;
