/**
 * The record of how far a pipeline has come: the checkpoint document, what a store must do to keep
 * it, and the lease that guards it. Knows nothing of sources; of sinks only their positions.
 */
@NullMarked
package dev.durableingest.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
