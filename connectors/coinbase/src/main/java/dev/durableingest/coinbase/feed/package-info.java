/** The WebSocket of the Exchange feed, read frame by frame. */
@NullMarked
package dev.durableingest.coinbase.feed;

import org.jspecify.annotations.NullMarked;
