package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PreviewTarget;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.status.StatusServer;
import dev.durableingest.runtime.wiring.Durations;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget.StreamTarget;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run ingests, and to where.
 *
 * @param pipeline the wiring
 * @param options how it is run
 * @param profile the project that it belongs to, and which values are whose; empty for none
 */
record Ingest(Pipeline pipeline, PipelineOptions options, List<Finding> profile) {

  /** The same, which a server answers for; null for none. */
  Ingest answeringAt(@Nullable StatusServer server) {
    return server == null
        ? this
        : new Ingest(
            pipeline, options.toBuilder().statusAddress(server.address()).build(), profile);
  }

  /** The same, of which nothing is written; see {@link Pipeline#previewing}. */
  Ingest previewing(PreviewTarget target, @Nullable CheckpointDocument start) {
    return new Ingest(pipeline.previewing(target, start), options, profile);
  }

  /** Name of the source. */
  String source() {
    return pipeline.source().name();
  }

  /** Id of the pipeline. */
  String pipelineId() {
    return options.pipelineId().orElse(source());
  }

  /** Names of the resources. */
  List<String> resources() {
    return pipeline.source().resources().stream().map(ResourceBinding::name).toList();
  }

  /** Where tables go; empty when there are none. */
  Optional<URI> olap() {
    return hasTarget(TableTarget.class)
        ? options.olap().or(() -> Optional.of(WorkflowOptions.defaultOlap(source())))
        : Optional.empty();
  }

  /** Where streams go; empty when there are none. */
  Optional<URI> stream() {
    return hasTarget(StreamTarget.class) ? Optional.of(options.stream()) : Optional.empty();
  }

  /** What the journal is and when it survives a machine crash, for people; empty for none. */
  Optional<String> journal() {
    Duration interval = options.journalForceInterval();
    return options
        .journal()
        .map(
            folder ->
                "journal in "
                    + folder
                    + (interval.isZero()
                        ? ", forced for each event"
                        : ", forced every " + Durations.format(interval)));
  }

  /** Where records go, for people. */
  List<String> destinations() {
    List<String> all = new ArrayList<>();
    olap().ifPresent(url -> all.add(SinkUrls.shown(url.toString())));
    stream().ifPresent(url -> all.add(SinkUrls.shown(url.toString())));
    return all;
  }

  private boolean hasTarget(Class<?> kind) {
    return pipeline.source().resources().stream()
        .map(ResourceBinding::target)
        .anyMatch(kind::isInstance);
  }
}
