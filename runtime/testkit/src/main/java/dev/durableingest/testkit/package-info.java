/**
 * The simulator of the durable loop: one schedule, many of them, and the command that runs them.
 */
@NullMarked
package dev.durableingest.testkit;

import org.jspecify.annotations.NullMarked;
