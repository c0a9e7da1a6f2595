/** What is measured, never asserted by a test. See the README for the commands and the figures. */
@NullMarked
package dev.durableingest.benchmarks;

import org.jspecify.annotations.NullMarked;
