/** What the real loop runs on in the simulation: clocks, waits, source, sinks and store. */
@NullMarked
package dev.durableingest.testkit.machine;

import org.jspecify.annotations.NullMarked;
