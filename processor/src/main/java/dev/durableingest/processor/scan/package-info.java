/** Reads what the author wrote into {@code model}. Judges nothing. */
@NullMarked
package dev.durableingest.processor.scan;

import org.jspecify.annotations.NullMarked;
