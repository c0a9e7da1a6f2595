/** Coinbase's JSON, read into typed frames and trades; no tree is built. */
@NullMarked
package dev.durableingest.coinbase.wire;

import org.jspecify.annotations.NullMarked;
