package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Our contestant: a pipeline with the options that every workflow has by default, into the stream
 * {@code records}. The third argument says where checkpoints are kept: {@code file}, or {@code
 * beside} the records.
 */
final class OurPipeline {
  private OurPipeline() {}

  /** Arguments: URL of the stream's place, number of records, where checkpoints are. */
  public static void main(String[] arguments) throws Exception {
    Place place = Place.of(arguments[0]);
    Path folder = Files.createTempDirectory("benchmark");
    PipelineOptions.Builder options =
        PipelineOptions.builder().stream(place.url())
            .pipelineId(place.name())
            .deadLetters(folder.resolve("dead-letters").toUri());
    options.checkpoints(
        arguments[2].equals("file") ? folder.resolve("checkpoints").toUri() : place.url());
    PipelineStatus end =
        SmallRecords.pipeline(SinkTarget.stream(place.name(), ""), Long.parseLong(arguments[1]))
            .start(options.build())
            .await();
    System.out.println(end);
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
