/**
 * Reads embedded streams while they are written, and stops at what is committed. Writes nothing.
 */
@NullMarked
package dev.durableingest.runtime.stream;

import org.jspecify.annotations.NullMarked;
