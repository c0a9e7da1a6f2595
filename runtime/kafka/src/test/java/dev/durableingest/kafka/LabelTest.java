package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Guarantee;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineCheck;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code check} says that a run promises is what the run then says, for each place where
 * streams, tables and checkpoints can be.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LabelTest {
  private static final String ONCE = "effectively-once";
  private static final String AT_LEAST = "at-least-once";

  @TempDir Path folder;

  // A stream, a table or both; checkpoints at their default, or at a place; --require; the label.
  @ParameterizedTest
  @CsvSource({
    "file,  none,   file,          no,  effectively-once",
    "file,  none,   kafka,         no,  effectively-once",
    "file,  duckdb, default,       no,  effectively-once",
    "file,  duckdb, file,          no,  effectively-once",
    "file,  duckdb, kafka,         no,  effectively-once",
    "none,  duckdb, default,       no,  effectively-once",
    "none,  duckdb, kafka,         no,  effectively-once",
    "kafka, none,   file,          no,  at-least-once",
    "kafka, none,   kafka,         no,  effectively-once",
    "kafka, none,   kafka-options, no,  effectively-once",
    "kafka, none,   default,       yes, effectively-once",
    "kafka, none,   other-kafka,   no,  at-least-once",
    "kafka, duckdb, default,       no,  mixed",
    "kafka, duckdb, kafka,         no,  mixed",
    "kafka, duckdb, file,          no,  mixed"
  })
  void checkSaysWhatTheRunSays(
      String stream, String olap, String checkpoints, String required, String expected)
      throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("label");
    broker.createTopic(topic, 1, Map.of());
    PipelineOptions options = options(broker, topic, stream, checkpoints, required.equals("yes"));
    Pipeline pipeline = pipeline(topic, !stream.equals("none"), olap.equals("duckdb"));

    List<Finding> findings = PipelineCheck.of(pipeline, options);
    PipelineStatus end = pipeline.start(options).await();

    assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
    String label =
        expected.equals("mixed")
            ? AT_LEAST + " (ticks " + AT_LEAST + ", rows " + ONCE + ")"
            : expected;
    assertThat(end.guarantee()).isEqualTo(label);
    assertThat(findings)
        .filteredOn(finding -> finding.what().equals("guarantee"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fact()).isEqualTo(label));
    assertThat(PipelineCheck.of(pipeline, options))
        .as("and so it does when there is a checkpoint")
        .filteredOn(finding -> finding.what().equals("guarantee"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fact()).isEqualTo(label));
  }

  private PipelineOptions options(
      Broker broker, String topic, String stream, String checkpoints, boolean isRequired) {
    URI kafka = Broker.url(broker.address(), "create=true", "lease=1s");
    URI streams = stream.equals("kafka") ? kafka : folder.resolve("streams").toUri();
    PipelineOptions.Builder options =
        PipelineOptions.builder().stream(streams)
            .olap(URI.create("duckdb:" + folder.resolve("tables.duckdb")))
            .deadLetters(folder.resolve("dead-letters").toUri())
            .pipelineId(topic)
            .batchLinger(Duration.ofMillis(5));
    switch (checkpoints) {
      case "file" -> options.checkpoints(folder.resolve("checkpoints").toUri());
      case "kafka" -> options.checkpoints(kafka);
      case "kafka-options" ->
          options.checkpoints(Broker.url(broker.address(), "lease=2s", "create=true"));
      case "other-kafka" ->
          options.checkpoints(Broker.url(broker.proxied(), "create=true", "lease=1s"));
      default -> {} // beside the data
    }
    if (isRequired) {
      options.require(Guarantee.EFFECTIVELY_ONCE);
    }
    return options.build();
  }

  private static Pipeline pipeline(String topic, boolean hasStream, boolean hasTable) {
    List<ResourceBinding<?, ?, ?>> resources = new ArrayList<>();
    if (hasStream) {
      resources.add(Numbers.into(SinkTarget.stream(topic, "")));
    }
    if (hasTable) {
      resources.add(
          Numbers.named("rows", SinkTarget.olapTable("rows", List.of("number"), "", List.of())));
    }
    return Numbers.pipeline(context -> {}, resources.toArray(ResourceBinding[]::new));
  }
}
