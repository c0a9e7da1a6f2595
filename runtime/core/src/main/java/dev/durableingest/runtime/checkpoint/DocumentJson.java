package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;
import dev.durableingest.runtime.file.LoneSurrogates;
import dev.durableingest.runtime.sink.SinkPosition;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of a checkpoint document: one JSON object on one line. Stateless and thread-safe.
 *
 * <p>Cursors and the position stand in it as the JSON they are, so that a person can read them.
 */
public final class DocumentJson {
  private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactory()).build();

  private DocumentJson() {}

  /** The document as JSON, without a line break of its own. Safe to encode as UTF-8. */
  public static String write(CheckpointDocument document) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("formatVersion", CheckpointDocument.FORMAT_VERSION);
      json.writeStringProperty("pipeline", document.pipeline());
      json.writeStringProperty("incarnation", document.incarnation());
      json.writeNumberProperty("revision", document.revision());
      json.writeNumberProperty("epoch", document.epoch());
      json.writeStringProperty("owner", document.owner());
      json.writeNumberProperty("events", document.events());
      json.writeStringProperty("writtenAt", document.writtenAt().toString());
      writeSourcePosition(json, document.position());
      writeEntries(json, document.entries());
      writeSinks(json, document.sinks());
      writeDeadLetters(json, document.deadLetters());
      writeGaps(json, document);
      writeStarts(json, document.starts());
      writeJournal(json, document.journal());
      json.writeEndObject();
    }
    return LoneSurrogates.escape(text.toString());
  }

  /**
   * Reads a document that {@link #write} wrote. Properties that it does not know are passed over.
   *
   * @throws DocumentException when the text is no document, is incomplete, or has another version
   */
  public static CheckpointDocument read(String text) throws DocumentException {
    return DocumentReader.read(LoneSurrogates.unescape(text));
  }

  /** Whether a text claims to be a document at all: JSON that says of which version it is. */
  public static boolean isDocument(String text) {
    try {
      return MAPPER.readTree(text).has("formatVersion");
    } catch (JacksonException e) {
      return false;
    }
  }

  private static void writeSourcePosition(JsonGenerator json, @Nullable StoredValue position) {
    if (position == null) {
      return;
    }
    json.writeObjectPropertyStart("position");
    json.writeStringProperty("type", position.type());
    json.writeName("value");
    json.writeRawValue(position.json());
    json.writeEndObject();
  }

  private static void writeEntries(JsonGenerator json, Map<String, Map<String, Entry>> entries) {
    json.writeObjectPropertyStart("entries");
    for (Map.Entry<String, Map<String, Entry>> resource : entries.entrySet()) {
      json.writeObjectPropertyStart(resource.getKey());
      for (Map.Entry<String, Entry> partition : resource.getValue().entrySet()) {
        json.writeObjectPropertyStart(partition.getKey());
        writeEntry(json, partition.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeEntry(JsonGenerator json, Entry entry) {
    StoredValue cursor = entry.cursor();
    if (cursor != null) {
      json.writeStringProperty("type", cursor.type());
      json.writeName("cursor");
      json.writeRawValue(cursor.json());
    }
    json.writeNumberProperty("after", entry.after());
  }

  private static void writeSinks(JsonGenerator json, Map<String, SinkPosition> sinks) {
    json.writeObjectPropertyStart("sinks");
    for (Map.Entry<String, SinkPosition> sink : sinks.entrySet()) {
      json.writeObjectPropertyStart(sink.getKey());
      writeSinkPosition(json, sink.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeSinkPosition(JsonGenerator json, SinkPosition position) {
    json.writeStringProperty("identity", position.identity());
    json.writeNumberProperty("segment", position.segment());
    json.writeNumberProperty("bytes", position.bytes());
  }

  private static void writeDeadLetters(JsonGenerator json, DeadLetters deadLetters) {
    json.writeObjectPropertyStart("deadLetters");
    SinkPosition position = deadLetters.position();
    if (position != null) {
      writeSinkPosition(json, position);
    }
    json.writeNumberProperty("count", deadLetters.count());
    json.writeObjectPropertyStart("used");
    for (Map.Entry<String, UsedBudget> used : new TreeMap<>(deadLetters.used()).entrySet()) {
      json.writeObjectPropertyStart(used.getKey());
      json.writeNumberProperty("inRow", used.getValue().inRow());
      json.writeNumberProperty("inWindow", used.getValue().inWindow());
      json.writeNumberProperty("windowEvents", used.getValue().windowEvents());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeGaps(JsonGenerator json, CheckpointDocument document) {
    json.writeArrayPropertyStart("gaps");
    for (Gap gap : document.gaps()) {
      json.writeStartObject();
      json.writeNumberProperty("id", gap.id());
      json.writeStringProperty("resource", gap.resource());
      json.writeStringProperty("partition", gap.partition());
      json.writeNumberProperty("from", gap.from());
      json.writeNumberProperty("to", gap.to());
      json.writeNumberProperty("next", gap.next());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("nextGap", document.nextGap());
  }

  private static void writeStarts(JsonGenerator json, Starts starts) {
    json.writeObjectPropertyStart("starts");
    json.writeNumberProperty("sinceProgress", starts.sinceProgress());
    json.writeName("suspect");
    if (starts.suspect() == null) {
      json.writeNull();
    } else {
      json.writeString(starts.suspect());
    }
    json.writeEndObject();
  }

  private static void writeJournal(JsonGenerator json, @Nullable JournalMark journal) {
    if (journal == null) {
      return;
    }
    json.writeObjectPropertyStart("journal");
    json.writeStringProperty("identity", journal.identity());
    json.writeNumberProperty("sequence", journal.sequence());
    json.writeBooleanProperty("drained", journal.isDrained());
    writeNumbers(json, "skips", journal.skips());
    writeNumbers(json, "ahead", journal.ahead());
    json.writeEndObject();
  }

  private static void writeNumbers(JsonGenerator json, String name, Map<String, Long> numbers) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(numbers).forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
