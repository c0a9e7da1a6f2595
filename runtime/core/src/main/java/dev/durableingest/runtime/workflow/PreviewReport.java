package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.text.Amounts;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells on standard error how a preview goes; what it shows is on standard output. */
final class PreviewReport implements Report {
  private final Console console;
  private final String program;
  private final String start;
  private @Nullable String toldProblem;

  /**
   * @param start where the preview begins, for people
   */
  PreviewReport(Console console, String program, String start) {
    this.console = console;
    this.program = program;
    this.start = start;
  }

  @Override
  public void started(Ingest ingest, String guarantee) {
    console.err(
        program
            + ": previewing "
            + String.join(", ", ingest.resources())
            + " from "
            + start
            + "; nothing is written, saved or acknowledged");
  }

  @Override
  public void status(PipelineStatus status, long eventsPerSecond) {
    String problem = status.problem();
    if (!status.state().isFinal() && problem != null && !problem.equals(toldProblem)) {
      console.err(program + ": " + problem);
    }
    toldProblem = problem;
  }

  @Override
  public void live(PipelineStatus status, long eventsPerSecond) {}

  @Override
  public void ended(PipelineStatus status, Duration duration, int exitCode) {
    if (exitCode != ExitCode.OK) {
      String unknown = "ended in state " + status.state() + ".";
      console.err(program + ": " + Objects.requireNonNullElse(status.problem(), unknown));
    }
    console.err(
        program
            + ": previewed "
            + Amounts.count(status.handled(), "event")
            + " in "
            + Amounts.duration(duration)
            + ": "
            + Amounts.count(status.records(), "record")
            + " would be written, "
            + Amounts.count(status.deadLetters(), "event")
            + " would be set aside");
  }
}
