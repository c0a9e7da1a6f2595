/** The tests that every connector must pass: extend one class, feed it, get them. */
@NullMarked
package dev.durableingest.testkit.conformance;

import org.jspecify.annotations.NullMarked;
