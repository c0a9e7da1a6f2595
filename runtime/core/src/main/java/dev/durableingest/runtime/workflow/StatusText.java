package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.text.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A status in words, on one line. */
final class StatusText {
  private StatusText() {}

  /** How a run stands, its problem left out. */
  static String of(PipelineStatus status, long eventsPerSecond, Instant now) {
    StringBuilder text = new StringBuilder(status.state().name().toLowerCase(Locale.ROOT));
    if (status.state().compareTo(RunnerState.CONNECTING) < 0) {
      return text.toString(); // nothing is open yet: there is nothing to count
    }
    if (status.state() == RunnerState.DRAINING) {
      long left = status.received() - status.handled();
      return left <= 0
          ? text.toString()
          : text + ", " + Amounts.count(left, "event") + " to commit";
    }
    text.append(", ").append(Amounts.count(status.handled(), "event"));
    text.append(String.format(Locale.ROOT, ", %,d/s", eventsPerSecond));
    Instant saved = status.lastCheckpoint();
    if (saved == null) {
      text.append(", nothing committed yet");
    } else {
      text.append(", lag ").append(Amounts.duration(status.lag()));
      text.append(", checkpoint ").append(status.revision());
      text.append(" ").append(Amounts.duration(Duration.between(saved, now))).append(" ago");
    }
    text.append(behind(status.sourceLag()));
    if (status.deadLetters() > 0) {
      text.append(", ").append(Amounts.count(status.deadLetters(), "dead letter"));
    }
    if (status.openGaps() > 0) {
      text.append(", ").append(Amounts.count(status.openGaps(), "open gap"));
    }
    return text.toString();
  }

  private static String behind(SourceLag lag) {
    String words = lag.words();
    return words.isEmpty() ? "" : ", source " + words + " behind";
  }

  /** What a run came to. */
  static String summary(PipelineStatus status, Duration duration) {
    String text =
        String.join(
            ", ",
            status.state().name().toLowerCase(Locale.ROOT) + " after " + Amounts.duration(duration),
            Amounts.count(status.handled(), "event"),
            Amounts.count(status.records(), "record"),
            Amounts.count(status.deadLetters(), "dead letter"));
    if (status.revision() > 0) { // else it ended before it could read one
      text += ", last checkpoint " + status.revision();
    }
    long left = status.received() - status.handled();
    return left <= 0 ? text : text + ", " + Amounts.count(left, "event") + " not committed";
  }
}
