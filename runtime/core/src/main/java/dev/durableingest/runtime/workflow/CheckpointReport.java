package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.text.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows a checkpoint document, for people or as JSON. */
final class CheckpointReport {
  private final CheckpointDocument document;
  private final String store;

  /**
   * @param store where the document is kept, without secrets
   */
  CheckpointReport(CheckpointDocument document, String store) {
    this.document = document;
    this.store = store;
  }

  /** The document as text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "pipeline %s, revision %d, %s, written %s, in %s"
            .formatted(
                document.pipeline(),
                document.revision(),
                Amounts.count(document.events(), "event"),
                document.writtenAt(),
                store));
    StoredValue position = document.position();
    if (position != null) {
      lines.add("position " + position.json());
    }
    lines.add("");
    TextTable entries = new TextTable("RESOURCE", "PARTITION", "CURSOR", "EVENTS SINCE");
    new TreeMap<>(document.entries())
        .forEach(
            (resource, partitions) ->
                new TreeMap<>(partitions)
                    .forEach(
                        (partition, entry) ->
                            entries.add(
                                resource,
                                partition.isEmpty() ? "-" : partition,
                                entry.cursor() == null ? "-" : entry.cursor().json(),
                                String.valueOf(entry.after()))));
    lines.addAll(entries.lines());
    lines.add("");
    lines.add(Amounts.count(document.deadLetters().count(), "dead letter"));
    for (Gap gap : document.gaps()) {
      String partition = gap.partition().isEmpty() ? "" : " " + gap.partition();
      lines.add(
          "gap %d in %s%s: %d to %d, next %d"
              .formatted(gap.id(), gap.resource(), partition, gap.from(), gap.to(), gap.next()));
    }
    return lines;
  }

  /** The document as one JSON object. */
  String json() {
    return JsonLine.ofType("checkpoint")
        .with("store", store)
        .with("pipeline", document.pipeline())
        .with("incarnation", document.incarnation())
        .with("revision", document.revision())
        .with("epoch", document.epoch())
        .with("owner", document.owner())
        .with("events", document.events())
        .with("writtenAt", document.writtenAt().toString())
        .with("position", value(document.position()))
        .with("entries", entries())
        .with("sinks", document.sinks())
        .with("deadLetters", document.deadLetters().count())
        .with("gaps", document.gaps())
        .toString();
  }

  private Map<String, Map<String, Map<String, @Nullable Object>>> entries() {
    Map<String, Map<String, Map<String, @Nullable Object>>> all = new TreeMap<>();
    document
        .entries()
        .forEach(
            (resource, partitions) -> {
              Map<String, Map<String, @Nullable Object>> shown = new TreeMap<>();
              partitions.forEach(
                  (partition, entry) -> {
                    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                    fields.put("cursor", value(entry.cursor()));
                    fields.put("after", entry.after());
                    shown.put(partition, fields);
                  });
              all.put(resource, shown);
            });
    return all;
  }

  private static @Nullable Object value(@Nullable StoredValue stored) {
    return stored == null ? null : JsonLine.MAPPER.readTree(stored.json());
  }
}
