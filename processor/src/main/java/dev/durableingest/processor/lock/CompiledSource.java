package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.lock.SchemaLock.LockedCheckpoint;
import dev.durableingest.processor.lock.SchemaLock.LockedResource;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import dev.durableingest.processor.lock.SchemaLock.LockedType;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.StoredForm;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A source that is being compiled and has no problems: what a lock says of it, and where each part
 * of that is written.
 *
 * @param model the source
 * @param checkpoints the stored forms of its cursors, by the name of the resource
 */
public record CompiledSource(SourceModel model, Map<String, StoredForm> checkpoints) {

  String name() {
    return model.name().value();
  }

  String className() {
    return model.type().getQualifiedName().toString();
  }

  /** What a lock would say of it. */
  LockedSource locked() {
    SortedMap<String, LockedResource> resources = new TreeMap<>();
    SortedMap<String, LockedSink> sinks = new TreeMap<>();
    for (ResourceModel resource : model.resources()) {
      String name = resource.name().value();
      SinkModel sink = sink(resource);
      resources.put(
          name,
          new LockedResource(
              resource.type().getQualifiedName().toString(), key(sink), checkpoint(name)));
      sinks.put(key(sink), new LockedSink(settings(sink), columns(resource)));
    }
    return new LockedSource(className(), resources, sinks);
  }

  /** The resource of a name. */
  Optional<ResourceModel> resource(String name) {
    return model.resources().stream()
        .filter(resource -> resource.name().value().equals(name))
        .findFirst();
  }

  /** The first resource that writes to a sink. */
  ResourceModel writerOf(String sinkKey) {
    return model.resources().stream()
        .filter(resource -> key(sink(resource)).equals(sinkKey))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(sinkKey + " is written by no resource"));
  }

  static SinkModel sink(ResourceModel resource) {
    return resource.sinks().get(0);
  }

  /** Where a column is written, or the record that it would be in. */
  static Position columnPlace(ResourceModel resource, String column) {
    RecordModel record = record(resource);
    return record
        .column(column)
        .map(found -> found.at())
        .orElseGet(() -> Position.of(record.type()));
  }

  /** Where a part of a cursor is written, or the resource. */
  Position checkpointPlace(ResourceModel resource, String path) {
    StoredForm form = checkpoints.get(resource.name().value());
    StoredForm.Part part = form == null ? null : form.parts().get(path);
    return part == null ? Position.of(resource.type()) : part.at();
  }

  private Optional<LockedCheckpoint> checkpoint(String resource) {
    return Optional.ofNullable(checkpoints.get(resource))
        .map(
            form -> {
              SortedMap<String, LockedType> components = new TreeMap<>();
              form.parts()
                  .forEach(
                      (path, part) ->
                          components.put(path, new LockedType(part.type(), part.isNullable())));
              return new LockedCheckpoint(form.type(), components);
            });
  }

  private static SortedMap<String, LockedType> columns(ResourceModel resource) {
    SortedMap<String, LockedType> columns = new TreeMap<>();
    record(resource)
        .columns()
        .forEach(
            column ->
                columns.put(
                    column.name().value(),
                    new LockedType(column.kind().toString(), column.isNullable())));
    return columns;
  }

  private static RecordModel record(ResourceModel resource) {
    return Objects.requireNonNull(resource.types().columns());
  }

  private static String key(SinkModel sink) {
    return (sink instanceof SinkModel.TableModel ? "olap_table " : "stream ") + sink.name().value();
  }

  private static SortedMap<String, String> settings(SinkModel sink) {
    SortedMap<String, String> settings = new TreeMap<>();
    if (sink instanceof SinkModel.TableModel table) {
      settings.put("orderBy", String.join(", ", table.orderByNames()));
      settings.put("version", table.version().value());
      settings.put("partitionBy", String.join(", ", table.partitionByNames()));
    } else if (sink instanceof SinkModel.StreamModel stream) {
      settings.put("key", stream.key().value());
    }
    settings.values().removeIf(String::isEmpty);
    return settings;
  }
}
