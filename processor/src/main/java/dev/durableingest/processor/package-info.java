/**
 * The annotation processors: they only say which step follows which. The steps are the packages
 * below.
 */
@NullMarked
package dev.durableingest.processor;

import org.jspecify.annotations.NullMarked;
