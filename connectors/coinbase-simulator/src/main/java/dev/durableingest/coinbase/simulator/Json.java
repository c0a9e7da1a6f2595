package dev.durableingest.coinbase.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes small JSON objects whose texts may quote what a client sent. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** An object of string fields, in the order given: name, value, name, value. */
  static String object(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return MAPPER.writeValueAsString(fields);
  }

  /** An {@code error} frame. */
  static String errorFrame(String message, String reason) {
    return object("type", "error", "message", message, "reason", reason);
  }

  static String of(SimulatorState state) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(state);
  }
}
