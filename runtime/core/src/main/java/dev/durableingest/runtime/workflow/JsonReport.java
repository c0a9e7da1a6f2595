package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON lines on standard output, for programs. A failure is told on standard error as well. */
final class JsonReport implements Report {
  private final Console console;
  private final String program;
  private final boolean live;

  /**
   * @param live a status twice a second too, not only when there is news
   */
  JsonReport(Console console, String program, boolean live) {
    this.console = console;
    this.program = program;
    this.live = live;
  }

  @Override
  public void started(Ingest ingest, String guarantee) {
    print(
        JsonLine.ofType("start")
            .with("source", ingest.source())
            .with("pipeline", ingest.pipelineId())
            .with("resources", ingest.resources())
            .with("destinations", ingest.destinations().stream().map(console::hide).toList())
            .with("guarantee", guarantee)
            .with("journal", ingest.journal().orElse(null))
            .with("status", ingest.options().statusAddress().map(URI::toString).orElse(null)));
  }

  @Override
  public void status(PipelineStatus status, long eventsPerSecond) {
    Object saved = status.lastCheckpoint() == null ? null : status.lastCheckpoint().toString();
    print(
        JsonLine.ofType("status")
            .with("state", status.state().name())
            .with("attempt", status.attempt())
            .with("received", status.received())
            .with("events", status.handled())
            .with("eventsPerSecond", eventsPerSecond)
            .with("records", status.records())
            .with("deadLetters", status.deadLetters())
            .with("openGaps", status.openGaps())
            .with("revision", status.revision())
            .with("lastCheckpoint", saved)
            .with("lagMillis", status.lag().toMillis())
            .with("sourceLagBytes", status.sourceLag().bytes())
            .with("sourceLagEvents", status.sourceLag().events())
            .with("sourceLagMillis", status.sourceLag().millis())
            .with("guarantee", status.guarantee())
            .with("problem", hidden(status.problem())));
  }

  @Override
  public void live(PipelineStatus status, long eventsPerSecond) {
    if (live) {
      status(status, eventsPerSecond);
    }
  }

  @Override
  public void ended(PipelineStatus status, Duration duration, int exitCode) {
    if (exitCode != 0) {
      String unknown = "ended in state " + status.state() + ".";
      String problem = Objects.requireNonNullElse(status.problem(), unknown);
      print(JsonLine.ofType("error").with("message", console.hide(problem)));
      console.err(program + ": " + problem);
    }
    print(
        JsonLine.ofType("result")
            .with("state", status.state().name())
            .with("events", status.handled())
            .with("records", status.records())
            .with("deadLetters", status.deadLetters())
            .with("revision", status.revision())
            .with("durationMillis", duration.toMillis())
            .with("guarantee", status.guarantee())
            .with("exitCode", exitCode));
  }

  private void print(JsonLine line) {
    console.out(line.toString());
  }

  private @Nullable String hidden(@Nullable String text) {
    return text == null ? null : console.hide(text);
  }
}
