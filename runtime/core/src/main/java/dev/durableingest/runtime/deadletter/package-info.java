/**
 * Events that were set aside because they could not be handled: what is kept of one, and the file
 * that keeps them. Knows nothing of why the pipeline gave up on them.
 */
@NullMarked
package dev.durableingest.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
