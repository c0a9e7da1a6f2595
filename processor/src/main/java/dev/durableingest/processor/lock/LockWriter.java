package dev.durableingest.processor.lock;

import dev.durableingest.processor.generate.JsonText;
import dev.durableingest.processor.lock.SchemaLock.LockedCheckpoint;
import dev.durableingest.processor.lock.SchemaLock.LockedResource;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import dev.durableingest.processor.lock.SchemaLock.LockedType;
import java.util.SortedMap;

/** The text of a lock: the same sources are the same bytes. */
final class LockWriter {
  private final JsonText json;

  private LockWriter(JsonText json) {
    this.json = json;
  }

  static byte[] bytes(SchemaLock lock) {
    JsonText json = new JsonText();
    new LockWriter(json).write(lock);
    return json.bytes();
  }

  private void write(SchemaLock lock) {
    json.startObject();
    json.property("formatVersion", SchemaLock.FORMAT_VERSION);
    json.startObject("sources");
    lock.sources().forEach(this::write);
    json.endObject();
    json.endObject();
  }

  private void write(String name, LockedSource source) {
    json.startObject(name);
    json.property("class", source.className());
    json.startObject("resources");
    source.resources().forEach(this::write);
    json.endObject();
    json.startObject("sinks");
    source.sinks().forEach(this::write);
    json.endObject();
    json.endObject();
  }

  private void write(String name, LockedResource resource) {
    json.startObject(name);
    json.property("class", resource.className());
    json.property("sink", resource.sink());
    resource.checkpoint().ifPresent(this::write);
    json.endObject();
  }

  private void write(LockedCheckpoint checkpoint) {
    json.startObject("checkpoint");
    json.property("type", checkpoint.type());
    write("components", checkpoint.components());
    json.endObject();
  }

  private void write(String name, LockedSink sink) {
    json.startObject(name);
    sink.settings().forEach(json::property);
    write("columns", sink.columns());
    json.endObject();
  }

  private void write(String name, SortedMap<String, LockedType> types) {
    json.startObject(name);
    types.forEach((key, type) -> json.property(key, type.toString()));
    json.endObject();
  }
}
