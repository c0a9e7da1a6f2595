package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.SourceLag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look at a run, consistent in itself.
 *
 * @param state where the runner stands
 * @param attempt how often the source was started, from 1; 0 before
 * @param received events that the source has emitted in this run
 * @param handled those of them that are durable: written, dropped or set aside, now or before
 * @param records records that are durable in this run
 * @param deadLetters events set aside in this run
 * @param openGaps holes that are known and not closed
 * @param revision number of the last saved checkpoint document
 * @param lastCheckpoint when it was saved, or null before the first of this run
 * @param lag how long the oldest event of the last saved batch took from being emitted to being
 *     durable
 * @param sourceLag how far the source is behind what it reads, by its own word
 * @param guarantee what the pipeline promises, its least resource's label
 * @param problem what keeps the pipeline from going on, or null
 */
public record PipelineStatus(
    RunnerState state,
    long attempt,
    long received,
    long handled,
    long records,
    long deadLetters,
    long openGaps,
    long revision,
    @Nullable Instant lastCheckpoint,
    Duration lag,
    SourceLag sourceLag,
    String guarantee,
    @Nullable String problem) {}
