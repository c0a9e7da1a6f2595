/**
 * What a source that polls over HTTP is made of: pages by key, a rate limit, retries that heed the
 * server, tokens that expire. Time and sleeping come in from outside; nothing here knows a vendor.
 */
@NullMarked
package dev.durableingest.runtime.polling;

import org.jspecify.annotations.NullMarked;
