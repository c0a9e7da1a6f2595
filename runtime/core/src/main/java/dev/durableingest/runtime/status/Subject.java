package dev.durableingest.runtime.status;

import dev.durableingest.runtime.pipeline.Health;
import dev.durableingest.runtime.pipeline.PipelineMetrics;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a status server speaks of. Everything may be asked from any thread.
 *
 * @param source name of the source
 * @param pipeline id of the pipeline
 * @param resources names of the resources
 * @param status how the run stands
 * @param health whether it does its work
 * @param metrics what it holds
 * @param registry the registry as JSON; empty when there is none
 * @param hide takes secrets out of a text
 */
public record Subject(
    String source,
    String pipeline,
    List<String> resources,
    Supplier<PipelineStatus> status,
    Supplier<Health> health,
    Supplier<PipelineMetrics> metrics,
    Supplier<Optional<String>> registry,
    UnaryOperator<String> hide) {}
