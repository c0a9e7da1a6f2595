/**
 * Keeps the prose true and the architecture as it is drawn: every name in the documentation exists,
 * every snippet is a region of something that compiles, every dependency points the agreed way.
 */
@NullMarked
package dev.durableingest.docs;

import org.jspecify.annotations.NullMarked;
