/** What becomes of trades and tickers. */
@NullMarked
package dev.durableingest.coinbase.resources;

import org.jspecify.annotations.NullMarked;
