package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was set aside, with its reason.
 *
 * @param number number of the letter in its pipeline, from 1
 * @param pipeline id of the pipeline
 * @param resource name of the resource, or null where the event never got as far as to have one
 * @param stage where it failed: {@code source}, {@code process}, {@code sink}
 * @param payload the event
 * @param errorType class of the error
 * @param errorMessage what the error said, or null
 * @param attempts how often it was tried, from 1
 * @param partition the partition it belongs to, or null where that is not known
 * @param position the newest position of the source at that time, or null where it has none
 * @param at when it was set aside, by the wall clock
 */
public record DeadLetter(
    long number,
    String pipeline,
    @Nullable String resource,
    String stage,
    DeadLetterPayload payload,
    String errorType,
    @Nullable String errorMessage,
    int attempts,
    @Nullable String partition,
    @Nullable StoredValue position,
    Instant at) {}
