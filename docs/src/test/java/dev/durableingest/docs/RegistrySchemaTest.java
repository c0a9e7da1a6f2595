package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of the registry describes what the processor writes, all of it and nothing else. */
final class RegistrySchemaTest {
  private static final String SHIPPED =
      "runtime/core/src/main/resources/META-INF/durable-ingest/registry.schema.json";
  private static final String GOLDEN =
      "processor/src/test/resources/expected/%1$s/META-INF/durable-ingest/registry/%1$s.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = SCHEMAS.getSchema(Project.read(SHIPPED), InputFormat.JSON);

  /** Every registry in the checkout, whether the build made it or a test expects it. */
  static List<Path> registries() throws IOException {
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      return files
          .map(Project.ROOT::relativize)
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> file.getParent().endsWith("META-INF/durable-ingest/registry"))
          .filter(file -> !file.startsWith("runtime")) // written by hand, as much as a test needs
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everyRegistryIsValid(Path registry) {
    assertThat(errors(Project.read(registry.toString()))).isEmpty();
  }

  @Test
  void theRegistriesOfTheBuildAreAmongThem() throws IOException {
    assertThat(registries().stream().map(Path::toString).map(path -> path.replace('\\', '/')))
        .as("build the connectors first")
        .contains(
            "connectors/coinbase/target/classes/META-INF/durable-ingest/registry/coinbase.json",
            "connectors/supabase/target/classes/META-INF/durable-ingest/registry/supabase.json",
            "docs/examples/quakes/target/classes/META-INF/durable-ingest/registry/quakes.json",
            "docs/examples/orders/target/classes/META-INF/durable-ingest/registry/orders.json",
            GOLDEN.formatted("everything"),
            GOLDEN.formatted("quakes"));
  }

  @Test
  void theSchemaIsShippedInTheRuntimeAndTheSameInTheDocs() throws IOException {
    try (var stream =
        RegistrySchemaTest.class.getResourceAsStream(
            "/META-INF/durable-ingest/registry.schema.json")) {
      assertThat(stream).as("the schema is on the class path of the runtime").isNotNull();
    }
    new DerivedFile("docs/reference/registry.schema.json", Project.read(SHIPPED)).check();
  }

  @Test
  void theSchemaIsAValidSchema() {
    Schema metaSchema =
        SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(metaSchema.validate(Project.read(SHIPPED), InputFormat.JSON)).isEmpty();
    assertThat(metaSchema.validate("{\"type\": \"text\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void theSchemaDescribesEveryField() {
    List<String> without = new ArrayList<>();
    JsonNode schema = read(SHIPPED);
    describe("", schema, schema, without);
    assertThat(without).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"everything", "quakes"})
  void aRegistryWithoutAFieldOrWithOneMoreOrWithAnotherTypeIsRefused(String name) {
    JsonNode whole = read(GOLDEN.formatted(name));
    List<String> accepted = new ArrayList<>();
    damage("", whole, whole, accepted);
    assertThat(accepted).as("damaged registries that the schema accepts").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\" : 1          | \"formatVersion\" : 2",
        "\"name\" : \"quakes\"          | \"name\" : \"Quakes\"",
        "\"kind\" : \"olap_table\"      | \"kind\" : \"stream\"",
        "\"kind\" : \"olap_table\"      | \"kind\" : \"table\"",
        "\"replay\" : \"FROM_CHECKPOINT\" | \"replay\" : \"ALWAYS\"",
        "\"checkpoint\" : \"com.acme.quakes.QuakeCursor\" | \"checkpoint\" : null",
        "\"type\" : \"int64\"           | \"type\" : \"bigint\"",
        "\"type\" : \"uri\"             | \"type\" : \"url\"",
        "\"default\" : \"https://example.org/feed\" | \"default\" : \"\"",
        "\"required\" : false           | \"required\" : true",
        "\"multiplier\" : 2.0           | \"multiplier\" : 0.5",
        "com/acme/quakes/QuakesSource.java | /com/acme/quakes/QuakesSource.java",
      })
  void aValueThatCannotBeIsRefused(String right, String wrong) {
    String registry = Project.read(GOLDEN.formatted("quakes"));
    assertThat(registry).contains(right);
    assertThat(errors(registry.replace(right, wrong))).isNotEmpty();
  }

  private static void damage(String at, JsonNode node, JsonNode whole, List<String> accepted) {
    if (node instanceof ObjectNode object) {
      for (String name : Set.copyOf(object.propertyNames())) {
        JsonNode value = object.remove(name);
        expectRefusal(at + " without " + name, whole, accepted);
        object.putObject(name).put("surprise", 1);
        expectRefusal(at + "/" + name + " of another type", whole, accepted);
        object.set(name, value);
        damage(at + "/" + name, value, whole, accepted);
      }
      object.put("surprise", 1);
      expectRefusal(at + " with a surprise", whole, accepted);
      object.remove("surprise");
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        damage(at + "/" + i, array.get(i), whole, accepted);
      }
      array.add(42);
      expectRefusal(at + " with a number", whole, accepted);
      array.remove(array.size() - 1);
    }
  }

  private static void expectRefusal(String damage, JsonNode whole, List<String> accepted) {
    if (SCHEMA.validate(whole).isEmpty()) {
      accepted.add(damage);
    }
  }

  private static void describe(String at, JsonNode schema, JsonNode root, List<String> without) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      JsonNode described = field.getValue();
      boolean isCondition = at.endsWith("/if") || at.endsWith("/then");
      if (described.has("$ref") && !described.has("description")) {
        described = root.at(described.get("$ref").asString().substring(1));
      }
      if (!isCondition && described.path("description").asString("").isBlank()) {
        without.add(at + "/" + field.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> part : schema.properties()) {
      if (part.getValue().isObject()) {
        describe(at + "/" + part.getKey(), part.getValue(), root, without);
      }
    }
  }

  private static List<String> errors(String registry) {
    return SCHEMA.validate(registry, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  private static JsonNode read(String path) {
    return JSON.readTree(Project.read(path));
  }
}
