package dev.durableingest.processor.generate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.ReconnectModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Writes the registry: what a source is, for people's tools and coding copilots. */
final class RegistryGenerator {
  private static final int FORMAT_VERSION = 1;

  private final SourceModel source;
  private final ClassNames names;

  RegistryGenerator(SourceModel source, ClassNames names) {
    this.source = source;
    this.names = names;
  }

  byte[] bytes() {
    JsonText json = new JsonText();
    json.startObject();
    json.property("formatVersion", FORMAT_VERSION);
    writeSource(json);
    json.startArray("resources");
    source.resources().forEach(resource -> writeResource(json, resource));
    json.endArray();
    writeClassOnly(json, "pipeline", names.pipeline().toString());
    writeClassOnly(json, "workflow", names.workflow().toString());
    writeLayout(json);
    writePlan(json);
    json.property("invariants", Taxonomy.INVARIANTS);
    json.property("extend", Taxonomy.extensionSteps(source));
    json.endObject();
    return json.bytes();
  }

  private void writeSource(JsonText json) {
    json.startObject("source");
    json.property("name", source.name().value());
    json.property("class", source.type().getQualifiedName().toString());
    json.property("file", file(source.type()));
    ReconnectModel reconnect = source.reconnect();
    json.startObject("reconnect");
    json.property("initialDelay", reconnect.initialDelay().value());
    json.property("maxDelay", reconnect.maxDelay().value());
    json.property("multiplier", reconnect.multiplier().value());
    json.property("jitter", reconnect.jitter().value());
    json.endObject();
    json.startArray("config");
    source
        .config()
        .map(ConfigModel::options)
        .orElse(List.of())
        .forEach(option -> writeOption(json, option));
    json.endArray();
    json.endObject();
  }

  private static void writeOption(JsonText json, OptionModel option) {
    Located<String> defaultValue = option.defaultValue();
    json.startObject();
    json.property("name", option.component());
    json.property("option", option.option().value());
    json.property("env", option.env().value());
    json.property("type", option.type().word());
    json.property("required", option.isRequired());
    json.property("secret", option.isSecret());
    writeOrNull(json, "default", defaultValue == null ? "" : defaultValue.value());
    json.property("description", option.description());
    json.endObject();
  }

  private static void writeResource(JsonText json, ResourceModel resource) {
    RecordModel record = Objects.requireNonNull(resource.types().columns());
    json.startObject();
    json.property("name", resource.name().value());
    json.property("constant", ClassNames.constant(resource));
    json.property("class", resource.type().getQualifiedName().toString());
    json.property("file", file(resource.type()));
    json.property("description", resource.description());
    json.property("payload", qualified(resource.types().payload()));
    json.property("record", qualified(resource.types().record()));
    TypeArgument cursor = resource.types().cursor();
    writeOrNull(json, "checkpoint", cursor.isVoid() ? "" : qualified(cursor));
    writeSink(json, resource.sinks().get(0));
    json.startArray("columns");
    record.columns().forEach(column -> writeColumn(json, column));
    json.endArray();
    json.property("onError", resource.onError());
    json.property("replay", resource.effectiveReplay());
    json.endObject();
  }

  private static String qualified(TypeArgument type) {
    return TypeNames.of(type).toString();
  }

  private static void writeSink(JsonText json, SinkModel sink) {
    json.startObject("sink");
    if (sink instanceof SinkModel.TableModel table) {
      json.property("kind", "olap_table");
      json.property("name", table.name().value());
      json.property("orderBy", table.orderByNames());
      writeOrNull(json, "version", table.version().value());
      json.property("partitionBy", table.partitionByNames());
    } else if (sink instanceof SinkModel.StreamModel stream) {
      json.property("kind", "stream");
      json.property("name", stream.name().value());
      writeOrNull(json, "key", stream.key().value());
    }
    json.endObject();
  }

  private static void writeColumn(JsonText json, ColumnModel column) {
    json.startObject();
    json.property("name", column.name().value());
    json.property("type", column.kind().toString());
    json.property("nullable", column.isNullable());
    json.endObject();
  }

  private void writeLayout(JsonText json) {
    json.startObject("layout");
    json.property("source", file(source.type()));
    json.property("resources", source.resourcesPackage().replace('.', '/') + "/");
    json.property("pipeline", path(names.pipeline().toString()));
    json.property("workflow", path(names.workflow().toString()));
    json.endObject();
  }

  private void writePlan(JsonText json) {
    json.startArray("plan");
    for (SourcePlan.Step step : new SourcePlan(source).steps()) {
      json.startObject();
      json.property("resource", step.resource());
      json.property("flow", step.flow());
      json.property("resume", step.resume());
      json.property("delivery", step.delivery());
      json.endObject();
    }
    json.endArray();
  }

  private static void writeClassOnly(JsonText json, String name, String className) {
    json.startObject(name);
    json.property("class", className);
    json.endObject();
  }

  private static void writeOrNull(JsonText json, String name, String text) {
    json.propertyOrNull(name, text.isEmpty() ? null : text);
  }

  /** The file of a class below the source root. */
  private static String file(TypeElement type) {
    Element outermost = Position.outermost(type);
    return path(((TypeElement) outermost).getQualifiedName().toString());
  }

  private static String path(String className) {
    return className.replace('.', '/') + ".java";
  }
}
