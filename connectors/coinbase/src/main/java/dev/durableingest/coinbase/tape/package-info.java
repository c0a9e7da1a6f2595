/** The order of trades of one product: duplicates, holes and when to fetch what. */
@NullMarked
package dev.durableingest.coinbase.tape;

import org.jspecify.annotations.NullMarked;
