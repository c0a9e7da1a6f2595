package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import java.util.Map;

/**
 * Numbers of a run beyond its status: what it holds, and how often it stalled.
 *
 * @param batches batches that are durable in this run
 * @param queueItems items that wait between source and pipeline, those on disk included
 * @param queueBytes about how many bytes of heap those keep that are in memory
 * @param journalBytes bytes that the intake journal occupies; 0 without one
 * @param gaps holes that are known and not closed
 * @param stalls by stage, how often nothing moved there for longer than the stall timeout
 */
public record PipelineMetrics(
    long batches,
    long queueItems,
    long queueBytes,
    long journalBytes,
    long gaps,
    Map<Stage, Long> stalls) {}
