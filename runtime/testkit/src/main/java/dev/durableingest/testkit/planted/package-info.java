/** Bugs that are put into the simulated machine on purpose, to show that the oracle sees them. */
@NullMarked
package dev.durableingest.testkit.planted;

import org.jspecify.annotations.NullMarked;
