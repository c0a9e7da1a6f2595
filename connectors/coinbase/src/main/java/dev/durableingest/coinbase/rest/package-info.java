/** The REST interface, from which trades are fetched that the feed did not deliver. */
@NullMarked
package dev.durableingest.coinbase.rest;

import org.jspecify.annotations.NullMarked;
