/**
 * How fast records reach a destination, beside the raw limit of the destination in the same run.
 * Each contestant is a process of its own, all take turns, and the destination counts.
 */
@NullMarked
package dev.durableingest.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
