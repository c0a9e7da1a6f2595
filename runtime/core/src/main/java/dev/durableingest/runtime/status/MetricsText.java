package dev.durableingest.runtime.status;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.pipeline.PipelineMetrics;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of a run in the text format of Prometheus, version 0.0.4. */
final class MetricsText {
  private static final String PREFIX = "durable_ingest_";

  private final StringBuilder text = new StringBuilder(4096);
  private final String pipeline;

  private MetricsText(String pipeline) {
    this.pipeline = escaped(pipeline);
  }

  static String of(Subject subject) {
    MetricsText metrics = new MetricsText(subject.pipeline());
    metrics.addStatus(subject.status().get());
    boolean isReady = subject.health().get().isReady();
    metrics.gauge("ready", "1 while connected and everything moves, else 0.", isReady ? 1 : 0);
    PipelineMetrics held = subject.metrics().get();
    metrics.addHeld(held);
    metrics.addGaps(held.gaps(), subject.resources());
    return metrics.text.toString();
  }

  private void addStatus(PipelineStatus status) {
    counter("received_events_total", "Events that the source has emitted.", status.received());
    counter(
        "events_total",
        "Events that are durable: written, dropped or set aside.",
        status.handled());
    counter("records_total", "Records that are durable.", status.records());
    counter("dead_letters_total", "Events set aside.", status.deadLetters());
    counter("attempts_total", "Times that the source was started.", status.attempt());
    gauge("checkpoint_revision", "Number of the last saved checkpoint.", status.revision());
    if (status.lastCheckpoint() != null) {
      String help = "When the last checkpoint was saved, in seconds since 1970.";
      Duration since = Duration.ofMillis(status.lastCheckpoint().toEpochMilli());
      head("checkpoint_timestamp_seconds", "gauge", help);
      sample("checkpoint_timestamp_seconds", "", seconds(since));
    }
    head("lag_seconds", "gauge", "From emit to durable, oldest event of the last batch.");
    sample("lag_seconds", "", seconds(status.lag()));
    addSourceLag(status.sourceLag());
  }

  /** What the source does not know is left out: a 0 would say that there is nothing. */
  private void addSourceLag(SourceLag lag) {
    if (lag.bytes() != null) {
      gauge("source_lag_bytes", "What of the source's log is not durable here.", lag.bytes());
    }
    if (lag.events() != null) {
      gauge("source_lag_events", "Events that are known to be still to come.", lag.events());
    }
    if (lag.time() != null) {
      head("source_lag_seconds", "gauge", "Age of the oldest that is behind.");
      sample("source_lag_seconds", "", seconds(lag.time()));
    }
  }

  private void addHeld(PipelineMetrics metrics) {
    counter("batches_total", "Batches that are durable.", metrics.batches());
    gauge("queue_items", "Items between source and pipeline, on disk too.", metrics.queueItems());
    gauge("queue_bytes", "Heap that waiting items keep, about.", metrics.queueBytes());
    gauge("journal_bytes", "Bytes that the intake journal occupies.", metrics.journalBytes());
    head("stage_stalls_total", "counter", "Times that nothing moved for the stall timeout.");
    metrics
        .stalls()
        .forEach(
            (stage, count) ->
                sample("stage_stalls_total", ",stage=\"" + stage + "\"", count.toString()));
  }

  private void addGaps(List<Gap> gaps, List<String> resources) {
    Map<String, Integer> open = new TreeMap<>();
    Map<String, Long> missing = new TreeMap<>();
    for (String resource : resources) {
      open.put(resource, 0);
      missing.put(resource, 0L);
    }
    for (Gap gap : gaps) {
      open.merge(gap.resource(), 1, Integer::sum);
      missing.merge(gap.resource(), gap.to() - gap.next() + 1, Long::sum);
    }
    head("gaps_open", "gauge", "Known holes that are not closed.");
    open.forEach((resource, n) -> sample("gaps_open", label(resource), n.toString()));
    head("gap_events_missing", "gauge", "Events that the known holes still miss.");
    missing.forEach((resource, n) -> sample("gap_events_missing", label(resource), n.toString()));
  }

  private static String label(String resource) {
    return ",resource=\"" + escaped(resource) + "\"";
  }

  private void counter(String name, String help, long value) {
    head(name, "counter", help);
    sample(name, "", Long.toString(value));
  }

  private void gauge(String name, String help, long value) {
    head(name, "gauge", help);
    sample(name, "", Long.toString(value));
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, String value) {
    text.append(PREFIX).append(name).append("{pipeline=\"").append(pipeline).append('"');
    text.append(labels).append("} ").append(value).append('\n');
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
