package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines on standard error, for people. */
final class TextReport implements Report {
  private final Console console;
  private final String program;
  private final Style style;
  private final Clock clock;
  private @Nullable RunnerState toldState;
  private @Nullable String toldProblem;

  TextReport(Console console, String program, Style style, Clock clock) {
    this.console = console;
    this.program = program;
    this.style = style;
    this.clock = clock;
  }

  /** What is shown while a run goes on. */
  enum Style {
    /** One line that is rewritten. */
    LIVE,
    /** A line from time to time. */
    LINES,
    /** Problems alone. */
    PROBLEMS
  }

  @Override
  public void started(Ingest ingest, String guarantee) {
    console.err(
        program
            + ": ingesting "
            + String.join(", ", ingest.resources())
            + " into "
            + String.join(" and ", ingest.destinations())
            + ", "
            + guarantee
            + ingest.profile().stream().findFirst().map(of -> "; profile " + of.fact()).orElse("")
            + ingest.journal().map(journal -> "; " + journal).orElse("")
            + ingest.options().statusAddress().map(url -> "; status at " + url).orElse(""));
  }

  @Override
  public void status(PipelineStatus status, long eventsPerSecond) {
    if (status.state().isFinal()) {
      return; // the end is told by itself
    }
    String problem = status.problem();
    boolean isNewProblem = problem != null && !problem.equals(toldProblem);
    boolean isNewState = status.state() != toldState;
    if (style == Style.LINES && (isNewState || !isNewProblem)) {
      console.err(program + ": " + StatusText.of(status, eventsPerSecond, clock.instant()));
    }
    if (isNewProblem) {
      console.err(program + ": " + problem);
    }
    toldState = status.state();
    toldProblem = problem;
  }

  @Override
  public void live(PipelineStatus status, long eventsPerSecond) {
    if (style == Style.LIVE) {
      String waiting = status.problem() == null ? "" : " [waiting: see above]";
      console.live(
          program + ": " + StatusText.of(status, eventsPerSecond, clock.instant()) + waiting);
    }
  }

  @Override
  public void ended(PipelineStatus status, Duration duration, int exitCode) {
    console.live("");
    if (exitCode != 0) {
      String unknown = "ended in state " + status.state() + ".";
      console.err(program + ": " + Objects.requireNonNullElse(status.problem(), unknown));
    }
    console.err(program + ": " + StatusText.summary(status, duration));
  }
}
