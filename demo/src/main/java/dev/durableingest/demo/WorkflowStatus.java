package dev.durableingest.demo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last thing a workflow said of itself, from a line of its {@code --json} output.
 *
 * @param state where the runner stands, such as {@code STREAMING}
 * @param received events that the source emitted in this process
 * @param events events that are durable
 * @param perSecond events a second over the last seconds
 * @param lagMillis how long an event took from being emitted to being durable
 * @param revision number of the last saved checkpoint
 * @param words how often it has said so
 * @param problem what keeps it from going on; empty when nothing does
 */
record WorkflowStatus(
    String state,
    long received,
    long events,
    long perSecond,
    long lagMillis,
    long revision,
    long words,
    String problem) {
  static final WorkflowStatus STARTING = new WorkflowStatus("STARTING", 0, 0, 0, 0, 0, 0, "");

  private static final JsonMapper MAPPER = new JsonMapper();

  /** The status after a line: a new one, or this one where the line is of another kind. */
  WorkflowStatus after(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      if (!json.path("type").asString("").equals("status")) {
        return this;
      }
      return new WorkflowStatus(
          json.path("state").asString(""),
          json.path("received").asLong(0),
          json.path("events").asLong(0),
          json.path("eventsPerSecond").asLong(0),
          json.path("lagMillis").asLong(0),
          json.path("revision").asLong(0),
          words + 1,
          json.path("problem").asString(""));
    } catch (JacksonException e) {
      return this; // half a line, because the process was killed while it wrote
    }
  }

  /** Whether everything that was received is durable. */
  boolean isSettled() {
    return received == events;
  }
}
