package dev.durableingest.supabase.replication;

import org.jspecify.annotations.Nullable;

/**
 * The values of a row as the log sends them, by place of the column.
 *
 * @param texts the values; null where the value is null, or was not sent
 * @param sent whether the value was sent: a large one that an update did not touch is not
 */
@SuppressWarnings("ArrayRecordComponent") // on the hot path, and nobody compares tuples
record Tuple(@Nullable String[] texts, boolean[] sent) {}
