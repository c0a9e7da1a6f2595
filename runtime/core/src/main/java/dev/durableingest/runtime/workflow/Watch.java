package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at a run until it is over, and reports when there is something to say. */
final class Watch {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long LIVE_NANOS = Duration.ofMillis(500).toNanos();
  private static final long STATUS_NANOS = Duration.ofSeconds(10).toNanos();

  private final Ingest ingest;
  private final Report report;
  private final EventRate rate = new EventRate();
  private boolean startTold;
  private @Nullable RunnerState toldState;
  private @Nullable String toldProblem;
  private long statusNanos;
  private long liveNanos;
  private long perSecond;

  Watch(Ingest ingest, Report report) {
    this.ingest = ingest;
    this.report = report;
  }

  /**
   * Waits for the end of a run.
   *
   * @return the last status; its state is final
   */
  PipelineStatus untilOver(PipelineRun run) throws InterruptedException {
    liveNanos = System.nanoTime() - LIVE_NANOS;
    boolean over;
    do {
      over = run.await(LOOK);
      look(run.status(), System.nanoTime());
    } while (!over);
    return run.await();
  }

  private void look(PipelineStatus status, long now) {
    if (!startTold && !status.guarantee().isEmpty()) {
      report.started(ingest, status.guarantee());
      startTold = true;
    }
    boolean isLiveDue = now - liveNanos >= LIVE_NANOS;
    if (isLiveDue) {
      perSecond = rate.perSecond(now, status.handled());
    }
    boolean isNews = status.state() != toldState || !Objects.equals(status.problem(), toldProblem);
    if (isNews || now - statusNanos >= STATUS_NANOS) {
      report.status(status, perSecond);
      toldState = status.state();
      toldProblem = status.problem();
      statusNanos = now;
    }
    if (isLiveDue) {
      report.live(status, perSecond);
      liveNanos = now;
    }
  }
}
