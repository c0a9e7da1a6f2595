package dev.durableingest.processor.lock;

import dev.durableingest.processor.generate.PrettyJson;
import dev.durableingest.processor.lock.SchemaLock.LockedCheckpoint;
import dev.durableingest.processor.lock.SchemaLock.LockedResource;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import dev.durableingest.processor.lock.SchemaLock.LockedType;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/** The text of a lock: the same sources are the same bytes. */
final class LockWriter {
  private final JsonGenerator json;

  private LockWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] bytes(SchemaLock lock) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = PrettyJson.generator(bytes)) {
      new LockWriter(json).write(lock);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private void write(SchemaLock lock) {
    json.writeStartObject();
    json.writeNumberProperty("formatVersion", SchemaLock.FORMAT_VERSION);
    json.writeObjectPropertyStart("sources");
    lock.sources().forEach(this::write);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(String name, LockedSource source) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("class", source.className());
    json.writeObjectPropertyStart("resources");
    source.resources().forEach(this::write);
    json.writeEndObject();
    json.writeObjectPropertyStart("sinks");
    source.sinks().forEach(this::write);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(String name, LockedResource resource) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("class", resource.className());
    json.writeStringProperty("sink", resource.sink());
    resource.checkpoint().ifPresent(this::write);
    json.writeEndObject();
  }

  private void write(LockedCheckpoint checkpoint) {
    json.writeObjectPropertyStart("checkpoint");
    json.writeStringProperty("type", checkpoint.type());
    write("components", checkpoint.components());
    json.writeEndObject();
  }

  private void write(String name, LockedSink sink) {
    json.writeObjectPropertyStart(name);
    sink.settings().forEach(json::writeStringProperty);
    write("columns", sink.columns());
    json.writeEndObject();
  }

  private void write(String name, SortedMap<String, LockedType> types) {
    json.writeObjectPropertyStart(name);
    types.forEach((key, type) -> json.writeStringProperty(key, type.toString()));
    json.writeEndObject();
  }
}
