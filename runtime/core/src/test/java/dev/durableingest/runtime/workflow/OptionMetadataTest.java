package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that every workflow's properties file may have, in the format from which IDEs complete
 * them. {@code -Ddocs=write} writes the file.
 */
class OptionMetadataTest {
  private static final String PATH = "META-INF/spring-configuration-metadata.json";
  private static final Path FILE = Path.of("src/main/resources", PATH);
  private static final String ANY_SOURCE = "name-of-the-source";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void theShippedFileIsWhatTheOptionsAre() throws IOException {
    String wanted = metadata();
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(FILE, wanted);
    }
    assertThat(Files.readString(FILE))
        .as("stale; run this test with -Ddocs=write and review the difference")
        .isEqualTo(wanted);
  }

  @Test
  void theFileIsOnTheClassPathOfTheRuntime() throws IOException {
    try (InputStream bytes = OptionMetadataTest.class.getResourceAsStream("/" + PATH)) {
      assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"batch-linger\"");
    }
  }

  private static String metadata() {
    OptionTable table = new OptionTable(ANY_SOURCE, List.of());
    Map<String, ConfigOption> options = new TreeMap<>(table.byName());
    List.of(WorkflowOptions.CONFIG, WorkflowOptions.HELP, WorkflowOptions.VERSION)
        .forEach(option -> options.remove(option.option()));
    List<Map<String, Object>> properties = new ArrayList<>();
    List<Map<String, Object>> hints = new ArrayList<>();
    options.values().forEach(option -> properties.add(property(option)));
    options.values().stream()
        .filter(option -> option.type().startsWith("enum("))
        .forEach(option -> hints.add(hint(option)));
    Map<String, Object> all = new TreeMap<>();
    all.put("properties", properties);
    all.put("hints", hints);
    String text = JSON.writeValueAsString(all).replace("\r\n", "\n");
    return text.replace(ANY_SOURCE, "<source>") + "\n";
  }

  private static Map<String, Object> property(ConfigOption option) {
    Map<String, Object> property = new TreeMap<>();
    property.put("name", option.option());
    property.put("type", javaType(option.type()));
    property.put("description", option.description());
    if (option.defaultValue() != null) {
      property.put("defaultValue", option.defaultValue());
    }
    return property;
  }

  private static Map<String, Object> hint(ConfigOption option) {
    String constants = option.type().substring("enum(".length(), option.type().length() - 1);
    List<Map<String, String>> values = new ArrayList<>();
    for (String constant : constants.split(", ")) {
      values.add(Map.of("value", constant));
    }
    Map<String, Object> hint = new TreeMap<>();
    hint.put("name", option.option());
    hint.put("values", values);
    return hint;
  }

  private static String javaType(String word) {
    return switch (word) {
      case "uri" -> "java.net.URI";
      case "long" -> "java.lang.Long";
      case "int" -> "java.lang.Integer";
      case "boolean" -> "java.lang.Boolean";
      case "duration" -> "java.time.Duration";
      case "path" -> "java.nio.file.Path";
      default -> "java.lang.String";
    };
  }
}
