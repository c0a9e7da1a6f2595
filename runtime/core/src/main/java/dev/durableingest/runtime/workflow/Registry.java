package dev.durableingest.runtime.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The registry of a source, which the processor wrote beside the generated classes. */
final class Registry {
  private final JsonNode root;

  private Registry(JsonNode root) {
    this.root = root;
  }

  /** The registry that the loader of a generated class finds; empty when there is none. */
  static Optional<Registry> of(Class<?> generated, String source) throws IOException {
    String name = "META-INF/durable-ingest/registry/" + source + ".json";
    ClassLoader loader = generated.getClassLoader();
    try (InputStream stream = loader.getResourceAsStream(name)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new Registry(JsonLine.MAPPER.readTree(stream)));
    } catch (JacksonException e) {
      throw new IOException(name + " is damaged; compile again", e);
    }
  }

  /** The registry as JSON on one line, complete. */
  String json() {
    return JsonLine.MAPPER.writeValueAsString(root);
  }

  /** Whether a resource goes into a table. */
  boolean hasTables() {
    return elements(root.path("resources"))
        .anyMatch(resource -> text(resource.path("sink"), "kind").equals("olap_table"));
  }

  /** Names of the resources. */
  List<String> resources() {
    return elements(root.path("resources")).map(resource -> text(resource, "name")).toList();
  }

  /** Name of the class of a resource's cursor; empty when it has none, or is not there. */
  String checkpointClass(String resource) {
    return elements(root.path("resources"))
        .filter(candidate -> text(candidate, "name").equals(resource))
        .map(candidate -> text(candidate, "checkpoint"))
        .findFirst()
        .orElse("");
  }

  /** The registry for people: resources, then the columns of each. */
  List<String> lines() {
    JsonNode source = root.path("source");
    List<String> lines = new ArrayList<>();
    lines.add("source " + text(source, "name") + ", " + text(source, "class"));
    lines.add("");
    TextTable resources =
        new TextTable("RESOURCE", "SINK", "SORTED BY / KEY", "ON ERROR", "REPLAY");
    elements(root.path("resources")).forEach(resource -> addTo(resources, resource));
    lines.addAll(resources.lines());
    elements(root.path("resources")).forEach(resource -> lines.addAll(columns(resource)));
    return lines;
  }

  private static void addTo(TextTable table, JsonNode resource) {
    JsonNode sink = resource.path("sink");
    boolean isTable = text(sink, "kind").equals("olap_table");
    String order = elements(sink.path("orderBy")).map(JsonNode::asString).collect(joining());
    table.add(
        text(resource, "name"),
        (isTable ? "table " : "stream ") + text(sink, "name"),
        isTable ? order : text(sink, "key"),
        text(resource, "onError"),
        text(resource, "replay"));
  }

  private static List<String> columns(JsonNode resource) {
    String description = text(resource, "description");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(text(resource, "name") + (description.isEmpty() ? "" : ": " + description));
    TextTable columns = new TextTable("  COLUMN", "TYPE", "");
    elements(resource.path("columns"))
        .forEach(
            column ->
                columns.add(
                    "  " + text(column, "name"),
                    text(column, "type"),
                    column.path("nullable").asBoolean(false) ? "nullable" : ""));
    lines.addAll(columns.lines());
    return lines;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }
}
