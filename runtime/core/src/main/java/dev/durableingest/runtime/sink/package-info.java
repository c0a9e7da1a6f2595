/**
 * The stage in which records become durable, and what a destination implements to be one. Knows
 * nothing of sources, and of the checkpoint only the positions that it records for a sink.
 */
@NullMarked
package dev.durableingest.runtime.sink;

import org.jspecify.annotations.NullMarked;
