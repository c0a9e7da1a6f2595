/** Problems: their codes and texts, where they are, and how they are printed. Finds none itself. */
@NullMarked
package dev.durableingest.processor.diagnose;

import org.jspecify.annotations.NullMarked;
