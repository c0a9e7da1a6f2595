package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Our contestant: a pipeline with the options that every workflow has by default, into the stream
 * or the table {@code records}. The third argument says where checkpoints are kept: {@code file},
 * or {@code beside} the records.
 */
final class OurPipeline {
  private OurPipeline() {}

  /** Arguments: URL of the stream's place, number of records, where checkpoints are. */
  public static void main(String[] arguments) throws Exception {
    Place place = Place.of(arguments[0]);
    Path folder = Files.createTempDirectory("benchmark");
    boolean isTable = List.of("duckdb", "clickhouse").contains(place.url().getScheme());
    PipelineOptions.Builder options =
        PipelineOptions.builder()
            .pipelineId(place.name())
            .deadLetters(folder.resolve("dead-letters").toUri());
    options.checkpoints(
        arguments[2].equals("file") ? folder.resolve("checkpoints").toUri() : place.url());
    SinkTarget target =
        isTable
            ? SinkTarget.olapTable(place.name(), List.of("id"), "", List.of())
            : SinkTarget.stream(place.name(), "");
    AtomicLong began = new AtomicLong();
    PipelineStatus end =
        SmallRecords.pipeline(target, Long.parseLong(arguments[1]), began)
            .start((isTable ? options.olap(place.url()) : options.stream(place.url())).build())
            .await();
    System.out.println(end);
    if (!place.url().getScheme().equals("kafka")) {
      Stopwatch.tell(arguments[0], began.get());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }

  /**
   * Where one run writes to.
   *
   * @param url of the destination
   * @param name of the stream in it
   */
  record Place(URI url, String name) {
    static Place of(String text) {
      int hash = text.indexOf('#');
      return new Place(URI.create(text.substring(0, hash)), text.substring(hash + 1));
    }
  }
}
