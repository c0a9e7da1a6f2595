/**
 * Where every choice of a simulated schedule comes from, and how a schedule is repeated and shrunk.
 */
@NullMarked
package dev.durableingest.testkit.schedule;

import org.jspecify.annotations.NullMarked;
