package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A status in words, on one line. */
final class StatusText {
  private StatusText() {}

  /** How a run stands, its problem left out. */
  static String of(PipelineStatus status, long eventsPerSecond, Instant now) {
    StringBuilder text = new StringBuilder(status.state().name().toLowerCase(Locale.ROOT));
    text.append(", ").append(count(status.handled(), "event"));
    text.append(String.format(Locale.ROOT, ", %,d/s", eventsPerSecond));
    Instant saved = status.lastCheckpoint();
    if (saved == null) {
      text.append(", no checkpoint yet");
    } else {
      text.append(", lag ").append(duration(status.lag()));
      text.append(", checkpoint ").append(status.revision());
      text.append(" ").append(duration(Duration.between(saved, now))).append(" ago");
    }
    if (status.deadLetters() > 0) {
      text.append(", ").append(count(status.deadLetters(), "dead letter"));
    }
    if (status.openGaps() > 0) {
      text.append(", ").append(count(status.openGaps(), "open gap"));
    }
    return text.toString();
  }

  /** What a run came to. */
  static String summary(PipelineStatus status, Duration duration) {
    String text =
        String.join(
            ", ",
            status.state().name().toLowerCase(Locale.ROOT) + " after " + duration(duration),
            count(status.handled(), "event"),
            count(status.records(), "record"),
            count(status.deadLetters(), "dead letter"),
            "last checkpoint " + status.revision());
    long left = status.received() - status.handled();
    return left <= 0 ? text : text + ", " + count(left, "event") + " not committed";
  }

  /** A number with its noun. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** A duration with as many digits as a person reads. */
  static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1_000) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
    }
    if (seconds < 120) {
      return seconds + "s";
    }
    return seconds < 7_200
        ? seconds / 60 + "m" + seconds % 60 + "s"
        : seconds / 3_600 + "h" + seconds / 60 % 60 + "m";
  }
}
