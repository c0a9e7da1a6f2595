package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which records tell the same: those that are equal in the columns that their author names. */
final class RecordIdentity {
  // Two numbers that differ in their last digit are two.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Map<String, List<String>> columns = new HashMap<>();

  /**
   * @param resources all of a source
   * @param columnsOf the columns by the name of the resource; none means all
   */
  RecordIdentity(
      Iterable<ResourceBinding<?, ?, ?>> resources, Function<String, List<String>> columnsOf) {
    for (ResourceBinding<?, ?, ?> resource : resources) {
      List<String> named = columnsOf.apply(resource.name());
      requireColumns(resource, named);
      columns.put(resource.name(), List.copyOf(named));
    }
  }

  /** What is compared of a record, as JSON. */
  String of(String resource, String record) {
    List<String> compared = columns.getOrDefault(resource, List.of());
    if (compared.isEmpty()) {
      return record;
    }
    ObjectNode json = (ObjectNode) MAPPER.readTree(record);
    return MAPPER.writeValueAsString(json.retain(compared));
  }

  private static void requireColumns(ResourceBinding<?, ?, ?> resource, List<String> named) {
    List<String> existing = resource.codec().columns().stream().map(Column::name).toList();
    for (String column : named) {
      if (!existing.contains(column)) {
        throw new AssertionError(
            "identifyingColumns names '"
                + column
                + "', which is no column of '"
                + resource.name()
                + "'. It has: "
                + existing.stream().collect(Collectors.joining(", ")));
      }
    }
  }
}
