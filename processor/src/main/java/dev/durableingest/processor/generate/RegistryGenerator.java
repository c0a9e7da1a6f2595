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
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import tools.jackson.core.JsonGenerator;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = PrettyJson.generator(bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("formatVersion", FORMAT_VERSION);
      writeSource(json);
      json.writeArrayPropertyStart("resources");
      source.resources().forEach(resource -> writeResource(json, resource));
      json.writeEndArray();
      writeClassOnly(json, "pipeline", names.pipeline().canonicalName());
      writeClassOnly(json, "workflow", names.workflow().canonicalName());
      writeLayout(json);
      writePlan(json);
      writeTexts(json, "invariants", Taxonomy.INVARIANTS);
      writeTexts(json, "extend", Taxonomy.extensionSteps(source));
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private void writeSource(JsonGenerator json) {
    json.writeObjectPropertyStart("source");
    json.writeStringProperty("name", source.name().value());
    json.writeStringProperty("class", source.type().getQualifiedName().toString());
    json.writeStringProperty("file", file(source.type()));
    ReconnectModel reconnect = source.reconnect();
    json.writeObjectPropertyStart("reconnect");
    json.writeStringProperty("initialDelay", reconnect.initialDelay().value());
    json.writeStringProperty("maxDelay", reconnect.maxDelay().value());
    json.writeNumberProperty("multiplier", reconnect.multiplier().value());
    json.writeNumberProperty("jitter", reconnect.jitter().value());
    json.writeEndObject();
    json.writeArrayPropertyStart("config");
    source
        .config()
        .map(ConfigModel::options)
        .orElse(List.of())
        .forEach(option -> writeOption(json, option));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOption(JsonGenerator json, OptionModel option) {
    Located<String> defaultValue = option.defaultValue();
    json.writeStartObject();
    json.writeStringProperty("name", option.component());
    json.writeStringProperty("option", option.option().value());
    json.writeStringProperty("env", option.env().value());
    json.writeStringProperty("type", option.type().word());
    json.writeBooleanProperty("required", option.isRequired());
    json.writeBooleanProperty("secret", option.isSecret());
    writeOrNull(json, "default", defaultValue == null ? "" : defaultValue.value());
    json.writeStringProperty("description", option.description());
    json.writeEndObject();
  }

  private static void writeResource(JsonGenerator json, ResourceModel resource) {
    RecordModel record = Objects.requireNonNull(resource.types().columns());
    json.writeStartObject();
    json.writeStringProperty("name", resource.name().value());
    json.writeStringProperty("constant", ClassNames.constant(resource));
    json.writeStringProperty("class", resource.type().getQualifiedName().toString());
    json.writeStringProperty("file", file(resource.type()));
    json.writeStringProperty("description", resource.description());
    json.writeStringProperty("payload", qualified(resource.types().payload()));
    json.writeStringProperty("record", qualified(resource.types().record()));
    TypeArgument cursor = resource.types().cursor();
    writeOrNull(json, "checkpoint", cursor.isVoid() ? "" : qualified(cursor));
    writeSink(json, resource.sinks().get(0));
    json.writeArrayPropertyStart("columns");
    record.columns().forEach(column -> writeColumn(json, column));
    json.writeEndArray();
    json.writeStringProperty("onError", resource.onError());
    json.writeStringProperty("replay", resource.effectiveReplay());
    json.writeEndObject();
  }

  private static String qualified(TypeArgument type) {
    return TypeNames.of(type).toString();
  }

  private static void writeSink(JsonGenerator json, SinkModel sink) {
    json.writeObjectPropertyStart("sink");
    if (sink instanceof SinkModel.TableModel table) {
      json.writeStringProperty("kind", "olap_table");
      json.writeStringProperty("name", table.name().value());
      writeTexts(json, "orderBy", table.orderByNames());
      writeOrNull(json, "version", table.version().value());
      writeTexts(json, "partitionBy", table.partitionByNames());
    } else if (sink instanceof SinkModel.StreamModel stream) {
      json.writeStringProperty("kind", "stream");
      json.writeStringProperty("name", stream.name().value());
      writeOrNull(json, "key", stream.key().value());
    }
    json.writeEndObject();
  }

  private static void writeColumn(JsonGenerator json, ColumnModel column) {
    json.writeStartObject();
    json.writeStringProperty("name", column.name().value());
    json.writeStringProperty("type", column.kind().toString());
    json.writeBooleanProperty("nullable", column.isNullable());
    json.writeEndObject();
  }

  private void writeLayout(JsonGenerator json) {
    json.writeObjectPropertyStart("layout");
    json.writeStringProperty("source", file(source.type()));
    json.writeStringProperty("resources", source.resourcesPackage().replace('.', '/') + "/");
    json.writeStringProperty("pipeline", path(names.pipeline().canonicalName()));
    json.writeStringProperty("workflow", path(names.workflow().canonicalName()));
    json.writeEndObject();
  }

  private void writePlan(JsonGenerator json) {
    json.writeArrayPropertyStart("plan");
    for (SourcePlan.Step step : new SourcePlan(source).steps()) {
      json.writeStartObject();
      json.writeStringProperty("resource", step.resource());
      json.writeStringProperty("flow", step.flow());
      json.writeStringProperty("resume", step.resume());
      json.writeStringProperty("delivery", step.delivery());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeClassOnly(JsonGenerator json, String name, String className) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("class", className);
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeOrNull(JsonGenerator json, String name, String text) {
    if (text.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
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
