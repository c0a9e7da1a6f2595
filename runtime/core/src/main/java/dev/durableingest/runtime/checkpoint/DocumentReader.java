package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;
import dev.durableingest.runtime.sink.SinkPosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the stored form of a checkpoint document. Strict: what it needs must be there. */
final class DocumentReader {
  // A cursor must keep every digit it was stored with.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private DocumentReader() {}

  static CheckpointDocument read(String text) throws DocumentException {
    JsonNode root = parse(text);
    requireKnownVersion(root);
    try {
      return new CheckpointDocument(
          string(root, "pipeline"),
          string(root, "incarnation"),
          number(root, "revision"),
          number(root, "epoch"),
          string(root, "owner"),
          number(root, "events"),
          Instant.parse(string(root, "writtenAt")),
          root.has("position") ? value(object(root, "position"), "value") : null,
          entries(object(root, "entries")),
          sinks(object(root, "sinks")),
          deadLetters(object(root, "deadLetters")),
          gaps(root),
          number(root, "nextGap"),
          starts(object(root, "starts")),
          root.has("journal") ? journal(object(root, "journal")) : null);
    } catch (DateTimeException e) {
      throw new DocumentException("The checkpoint document's 'writtenAt' is not a time", e);
    } catch (IllegalArgumentException e) {
      throw new DocumentException("The checkpoint document is damaged: " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(String text) throws DocumentException {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new DocumentException(
          "The checkpoint document is damaged: it is not JSON from column "
              + e.getLocation().getColumnNr()
              + " on",
          e);
    }
    if (!root.isObject()) {
      throw new DocumentException(
          "The checkpoint document is damaged: it is not a JSON object", null);
    }
    return root;
  }

  private static void requireKnownVersion(JsonNode root) throws DocumentException {
    long version = number(root, "formatVersion");
    if (version != CheckpointDocument.FORMAT_VERSION) {
      throw new DocumentException(
          "The checkpoint document has format version "
              + version
              + ", but this runtime knows only "
              + CheckpointDocument.FORMAT_VERSION
              + ": run the version of Durable Ingest that wrote it, or a newer one",
          null);
    }
  }

  private static Map<String, Map<String, Entry>> entries(JsonNode node) throws DocumentException {
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    for (String resource : node.propertyNames()) {
      JsonNode partitions = object(node, resource);
      Map<String, Entry> byPartition = new LinkedHashMap<>();
      for (String partition : partitions.propertyNames()) {
        JsonNode entry = object(partitions, partition);
        StoredValue cursor =
            entry.has("type") || entry.has("cursor") ? value(entry, "cursor") : null;
        byPartition.put(partition, new Entry(cursor, number(entry, "after")));
      }
      entries.put(resource, Collections.unmodifiableMap(byPartition));
    }
    return Collections.unmodifiableMap(entries);
  }

  private static StoredValue value(JsonNode node, String name) throws DocumentException {
    return new StoredValue(string(node, "type"), member(node, name).toString());
  }

  private static Map<String, SinkPosition> sinks(JsonNode node) throws DocumentException {
    Map<String, SinkPosition> sinks = new LinkedHashMap<>();
    for (String name : node.propertyNames()) {
      sinks.put(name, sinkPosition(object(node, name)));
    }
    return Collections.unmodifiableMap(sinks);
  }

  private static SinkPosition sinkPosition(JsonNode node) throws DocumentException {
    return new SinkPosition(
        string(node, "identity"), number(node, "segment"), number(node, "bytes"));
  }

  private static DeadLetters deadLetters(JsonNode node) throws DocumentException {
    SinkPosition position =
        node.has("identity") || node.has("segment") || node.has("bytes")
            ? sinkPosition(node)
            : null;
    // A document of before says what was used by all resources together: that is forgiven.
    Map<String, UsedBudget> used = node.has("used") ? usedBudgets(object(node, "used")) : Map.of();
    return new DeadLetters(position, number(node, "count"), used);
  }

  private static Map<String, UsedBudget> usedBudgets(JsonNode node) throws DocumentException {
    Map<String, UsedBudget> used = new LinkedHashMap<>();
    for (String resource : node.propertyNames()) {
      JsonNode own = object(node, resource);
      used.put(
          resource,
          new UsedBudget(
              number(own, "inRow"), number(own, "inWindow"), number(own, "windowEvents")));
    }
    return used;
  }

  private static List<Gap> gaps(JsonNode root) throws DocumentException {
    JsonNode node = member(root, "gaps");
    if (!node.isArray()) {
      throw unfit("gaps", "a list");
    }
    List<Gap> gaps = new ArrayList<>(node.size());
    for (JsonNode gap : node) {
      gaps.add(
          new Gap(
              number(gap, "id"),
              string(gap, "resource"),
              string(gap, "partition"),
              number(gap, "from"),
              number(gap, "to"),
              number(gap, "next")));
    }
    return Collections.unmodifiableList(gaps);
  }

  private static Starts starts(JsonNode node) throws DocumentException {
    return new Starts(number(node, "sinceProgress"), optionalString(node, "suspect"));
  }

  private static JournalMark journal(JsonNode node) throws DocumentException {
    JsonNode drained = member(node, "drained");
    if (!drained.isBoolean()) {
      throw unfit("drained", "true or false");
    }
    return new JournalMark(
        string(node, "identity"),
        number(node, "sequence"),
        drained.booleanValue(),
        numbers(object(node, "skips")),
        node.has("ahead") ? numbers(object(node, "ahead")) : Map.of());
  }

  private static Map<String, Long> numbers(JsonNode node) throws DocumentException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String name : node.propertyNames()) {
      numbers.put(name, number(node, name));
    }
    return numbers;
  }

  private static JsonNode member(JsonNode node, String name) throws DocumentException {
    JsonNode member = node.get(name);
    if (member == null) {
      throw new DocumentException(
          "The checkpoint document is damaged: '" + name + "' is missing", null);
    }
    return member;
  }

  private static JsonNode object(JsonNode node, String name) throws DocumentException {
    JsonNode member = member(node, name);
    if (!member.isObject()) {
      throw unfit(name, "an object");
    }
    return member;
  }

  private static String string(JsonNode node, String name) throws DocumentException {
    JsonNode member = member(node, name);
    if (!member.isString()) {
      throw unfit(name, "a text");
    }
    return member.stringValue();
  }

  private static @Nullable String optionalString(JsonNode node, String name)
      throws DocumentException {
    return member(node, name).isNull() ? null : string(node, name);
  }

  private static long number(JsonNode node, String name) throws DocumentException {
    JsonNode member = member(node, name);
    if (!member.isIntegralNumber() || !member.canConvertToLong()) {
      throw unfit(name, "a whole number");
    }
    return member.longValue();
  }

  private static DocumentException unfit(String name, String wanted) {
    return new DocumentException(
        "The checkpoint document is damaged: '" + name + "' is not " + wanted, null);
  }
}
