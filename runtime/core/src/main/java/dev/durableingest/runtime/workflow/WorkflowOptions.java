package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options that every workflow has, whatever its source: name, default and words of each. */
final class WorkflowOptions {
  private static final PipelineOptions DEFAULTS = PipelineOptions.defaults();

  static final ConfigOption STREAM = url("stream", DEFAULTS.stream(), "Where streams are written.");
  static final ConfigOption DEAD_LETTERS =
      url(
          "dead-letters",
          DEFAULTS.deadLetters(),
          "Where events are set aside that cannot be used.");
  static final ConfigOption CHECKPOINTS =
      option(
          "checkpoints",
          "uri",
          null,
          "Where checkpoints are kept. Default: in the table database where that makes the pipeline"
              + " effectively-once, else file:data/checkpoints.");

  static final ConfigOption PROFILE =
      option(
          "profile",
          "string",
          null,
          "Take URLs, names and shapes from a project that is there: moose, or moose:FILE; none for"
              + " no project. Default: one that is found in the folder or the environment.");

  static final ConfigOption REQUIRE =
      option(
          "require",
          "enum(best-effort, at-least-once, effectively-once)",
          null,
          "Refuse to run where less is promised; effectively-once also puts the checkpoints where"
              + " they make it so.");

  static final ConfigOption BATCH_MAX_RECORDS =
      number("batch-max-records", DEFAULTS.batchMaxRecords(), "Commit after so many events.");
  static final ConfigOption BATCH_MAX_BYTES =
      number("batch-max-bytes", DEFAULTS.batchMaxBytes(), "Commit after so many bytes.");
  static final ConfigOption BATCH_LINGER =
      duration(
          "batch-linger",
          DEFAULTS.batchLinger(),
          "Commit when the first event of a batch has waited so long.");
  static final ConfigOption QUEUE_MAX_EVENTS =
      number(
          "queue-max-events",
          DEFAULTS.queueMaxEvents(),
          "Events that may wait before the source is held back.");
  static final ConfigOption QUEUE_MAX_BYTES =
      number(
          "queue-max-bytes",
          DEFAULTS.queueMaxBytes(),
          "Bytes that may wait before the source is held back.");

  static final ConfigOption BATCH_MAX_ATTEMPTS =
      number(
          "batch-max-attempts",
          null,
          "Fail when a batch was tried so often. Default: wait for as long as it takes.");
  static final ConfigOption EVENT_MAX_ATTEMPTS =
      number(
          "event-max-attempts",
          DEFAULTS.eventMaxAttempts(),
          "How often an event is tried that may succeed later; then it is set aside.");
  static final ConfigOption DEAD_LETTERS_MAX_IN_ROW =
      number(
          "dead-letters-max-in-row",
          DEFAULTS.deadLettersMaxInRow(),
          "Fail rather than set aside more events of a resource one after the other.");
  static final ConfigOption DEAD_LETTERS_MAX =
      number(
          "dead-letters-max",
          DEFAULTS.deadLettersMax(),
          "Fail rather than set aside more events of a resource in one window.");
  static final ConfigOption DEAD_LETTERS_WINDOW =
      number(
          "dead-letters-window",
          DEFAULTS.deadLettersWindow(),
          "How many events of a resource a window has.");

  static final ConfigOption JOURNAL =
      option(
          "journal",
          "path",
          null,
          "Folder of an intake journal, which makes an event durable when it is received. For"
              + " sources that cannot send again.");
  static final ConfigOption JOURNAL_MAX_BYTES =
      number(
          "journal-max-bytes",
          DEFAULTS.journalMaxBytes(),
          "Bytes of the journal that may wait to be handled.");
  static final ConfigOption JOURNAL_WHEN_FULL =
      option(
          "journal-when-full",
          "enum(block, drop)",
          "block",
          "What a full journal does: hold the source back, or drop events that it cannot send"
              + " again, and count them in a gap.");
  static final ConfigOption JOURNAL_FORCE_INTERVAL =
      duration(
          "journal-force-interval",
          DEFAULTS.journalForceInterval(),
          "How long a received event may be lost with the machine; 0s to force each.");

  static final ConfigOption STALL_TIMEOUT =
      duration(
          "stall-timeout",
          null,
          "How long nothing may move before the run counts as stalled. Default: 5m. Where it is"
              + " given, any source that is silent for so long is started again; else only one that"
              + " says itself how long it may be silent.");
  static final ConfigOption START_TIMEOUT =
      duration(
          "start-timeout",
          null,
          "How long a source may take to its first sign of life before it is started again."
              + " Default: as long as it takes.");

  static final ConfigOption MAX_EVENTS =
      number("max-events", null, "Stop gracefully after so many events.");
  static final ConfigOption FOR = duration("for", null, "Stop gracefully after so long.");
  static final ConfigOption UNTIL_IDLE =
      duration("until-idle", null, "Stop gracefully when no event came for so long.");
  static final ConfigOption WAIT_FOR_LEASE =
      duration(
          "wait-for-lease",
          null,
          "How long to wait for another run to end. Default: as long as the lease of"
              + " a dead one may last.");
  static final ConfigOption DRAIN_TIMEOUT =
      duration(
          "drain-timeout",
          DEFAULTS.drainTimeout(),
          "How long a stop may take to commit what is in flight.");

  static final ConfigOption STATUS_PORT =
      option(
          "status-port",
          "int",
          null,
          "Answer health, metrics and status over HTTP on this port; 0 for one that is free.");
  static final ConfigOption STATUS_HOST =
      option(
          "status-host",
          "string",
          "127.0.0.1",
          "Address that the status port is bound to. Nobody is asked for a password there.");

  static final ConfigOption FOLLOW =
      option("follow", "boolean", null, "stream tail: wait for more until told to stop.");
  static final ConfigOption FROM =
      option("from", "enum(beginning, end)", "beginning", "stream tail: where to begin.");

  static final ConfigOption JSON =
      option("json", "boolean", null, "Print one JSON object a line on standard output.");
  static final ConfigOption PROGRESS =
      option(
          "progress",
          "enum(auto, always, never)",
          "auto",
          "Live progress: auto is live on a terminal and a line every 10 s elsewhere; always with"
              + " --json is a status twice a second.");
  static final ConfigOption VERBOSE =
      option("verbose", "boolean", null, "Print stack traces and debug logs.");

  static final ConfigOption YES =
      new ConfigOption(
          "yes",
          "yes",
          "",
          "boolean",
          false,
          false,
          null,
          "Agree to what checkpoint set, reset and dead-letters discard change.");

  static final ConfigOption CONFIG =
      option(
          "config",
          "path",
          null,
          "Properties file of options without their dashes, such as batch-linger=1s.");
  static final ConfigOption HELP =
      new ConfigOption("help", "help", "", "boolean", false, false, null, "Show this text.");
  static final ConfigOption VERSION =
      new ConfigOption("version", "version", "", "boolean", false, false, null, "Show versions.");

  private WorkflowOptions() {}

  /** {@code --olap} of this source. */
  static ConfigOption olap(String source) {
    return url("olap", defaultOlap(source), "Where tables are written.");
  }

  /** The default of {@code --olap}. */
  static URI defaultOlap(String source) {
    return URI.create("duckdb:data/" + source + ".duckdb");
  }

  /** {@code --pipeline-id} of this source. */
  static ConfigOption pipelineId(String source) {
    return option("pipeline-id", "string", source, "Names the checkpoints of this pipeline.");
  }

  /** All options that a source's workflow has of its own, in the order of help. */
  static List<OptionGroup> groups(String source) {
    return List.of(
        new OptionGroup(
            "Destinations",
            List.of(
                olap(source),
                STREAM,
                CHECKPOINTS,
                REQUIRE,
                PROFILE,
                DEAD_LETTERS,
                pipelineId(source),
                WAIT_FOR_LEASE)),
        new OptionGroup(
            "Batches",
            List.of(
                BATCH_MAX_RECORDS,
                BATCH_MAX_BYTES,
                BATCH_LINGER,
                QUEUE_MAX_EVENTS,
                QUEUE_MAX_BYTES)),
        new OptionGroup(
            "Failures",
            List.of(
                BATCH_MAX_ATTEMPTS,
                EVENT_MAX_ATTEMPTS,
                DEAD_LETTERS_MAX_IN_ROW,
                DEAD_LETTERS_MAX,
                DEAD_LETTERS_WINDOW)),
        new OptionGroup(
            "Journal",
            List.of(JOURNAL, JOURNAL_MAX_BYTES, JOURNAL_WHEN_FULL, JOURNAL_FORCE_INTERVAL)),
        new OptionGroup("Liveness", List.of(STALL_TIMEOUT, START_TIMEOUT)),
        new OptionGroup("Stopping", List.of(MAX_EVENTS, FOR, UNTIL_IDLE, DRAIN_TIMEOUT)),
        new OptionGroup("Status", List.of(STATUS_PORT, STATUS_HOST)),
        new OptionGroup("Output", List.of(JSON, PROGRESS, VERBOSE, FOLLOW, FROM)),
        new OptionGroup("General", List.of(YES, CONFIG, HELP, VERSION)));
  }

  private static ConfigOption url(String name, URI byDefault, String description) {
    return option(name, "uri", byDefault.toString(), description);
  }

  private static ConfigOption number(String name, @Nullable Number byDefault, String description) {
    return option(name, "long", byDefault == null ? null : byDefault.toString(), description);
  }

  private static ConfigOption duration(
      String name, @Nullable Duration byDefault, String description) {
    String text = byDefault == null ? null : Durations.format(byDefault);
    return option(name, "duration", text, description);
  }

  private static ConfigOption option(
      String name, String type, @Nullable String byDefault, String description) {
    String env = "DURABLE_INGEST_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return new ConfigOption(name, name, env, type, false, false, byDefault, description);
  }
}
