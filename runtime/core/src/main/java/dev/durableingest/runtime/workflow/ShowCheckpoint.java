package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.TransactionalSinkProvider;
import dev.durableingest.runtime.pipeline.Guarantee;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;

/** The command {@code checkpoint show}: reads the document without taking the lease. */
final class ShowCheckpoint {
  private final String source;
  private final PipelineOptions options;
  private final PrintStream out;

  ShowCheckpoint(String source, PipelineOptions options, PrintStream out) {
    this.source = source;
    this.options = options;
    this.out = out;
  }

  /**
   * Prints the document of the pipeline.
   *
   * @param hasTables whether a resource goes into a table
   * @throws SinkException when the store cannot be read now
   */
  int run(boolean hasTables, boolean json) throws SinkException {
    URI url = location(hasTables);
    String pipeline = options.pipelineId().orElse(source);
    try (CheckpointStore store = CheckpointUrls.provider(url).open(url, pipeline)) {
      Optional<CheckpointDocument> document = store.peek();
      String where = store.description();
      if (json) {
        out.println(
            document
                .map(found -> new CheckpointReport(found, where).json())
                .orElseGet(() -> none(pipeline, where)));
      } else {
        document.ifPresentOrElse(
            found -> new CheckpointReport(found, where).lines().forEach(out::println),
            () -> out.println("No checkpoint of pipeline '" + pipeline + "' in " + where + "."));
      }
    }
    return ExitCode.OK;
  }

  /**
   * The document from which a run with the same options would go on.
   *
   * @throws SinkException when the store cannot be read now
   */
  Optional<CheckpointDocument> read(boolean hasTables) throws SinkException {
    URI url = authority(hasTables);
    String pipeline = options.pipelineId().orElse(source);
    try (CheckpointStore store = CheckpointUrls.provider(url).open(url, pipeline)) {
      return store.peek();
    }
  }

  private static String none(String pipeline, String where) {
    return JsonLine.ofType("checkpoint")
        .with("store", where)
        .with("pipeline", pipeline)
        .with("revision", null)
        .toString();
  }

  /** Where a run with the same options keeps the document, or a copy of it. */
  private URI location(boolean hasTables) throws SinkException {
    return options.checkpoints().isPresent() ? options.checkpoints().get() : authority(hasTables);
  }

  /**
   * Where a run with the same options keeps the document that decides.
   *
   * @throws SinkException with {@code Stop} when nothing opens the stream's URL
   */
  URI authority(boolean hasTables) throws SinkException {
    URI tables = options.olap().orElseGet(() -> WorkflowOptions.defaultOlap(source));
    if (hasTables && "duckdb".equalsIgnoreCase(tables.getScheme())) {
      return tables;
    }
    if (options.checkpoints().isPresent()) {
      return options.checkpoints().get();
    }
    boolean isInStream =
        options.require().equals(Optional.of(Guarantee.EFFECTIVELY_ONCE))
            && SinkUrls.provider(options.stream(), Role.STREAM)
                instanceof TransactionalSinkProvider;
    return isInStream ? options.stream() : URI.create("file:data/checkpoints");
  }
}
