/**
 * The language: one rule, one file, and the ordered list of them. Rules judge; they print nothing.
 */
@NullMarked
package dev.durableingest.processor.validate;

import org.jspecify.annotations.NullMarked;
