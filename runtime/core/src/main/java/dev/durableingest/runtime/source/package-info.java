/**
 * The stage in which an event enters: the attempts of a source, the bounded queue they emit into,
 * and the backoff between them. Knows nothing of what becomes of an event.
 */
@NullMarked
package dev.durableingest.runtime.source;

import org.jspecify.annotations.NullMarked;
