/** Writes the generated classes and the registry from {@code model}. Judges nothing. */
@NullMarked
package dev.durableingest.processor.generate;

import org.jspecify.annotations.NullMarked;
