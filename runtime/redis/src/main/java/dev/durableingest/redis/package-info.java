/**
 * A Redis as a checkpoint store that several machines share: one JSON object per pipeline, and
 * beside it the fence that guards it and the lease that runs out. Knows no sink and no source.
 */
@NullMarked
package dev.durableingest.redis;

import org.jspecify.annotations.NullMarked;
