/**
 * Words for people: what was probably meant. Used by whatever answers a wrong name; knows nothing
 * of pipelines.
 */
@NullMarked
package dev.durableingest.runtime.text;

import org.jspecify.annotations.NullMarked;
