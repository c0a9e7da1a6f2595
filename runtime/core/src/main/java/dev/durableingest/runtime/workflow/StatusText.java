package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    text.append(", ").append(count(status.handled(), "event"));
    text.append(String.format(Locale.ROOT, ", %,d/s", eventsPerSecond));
    Instant saved = status.lastCheckpoint();
    if (saved == null) {
      text.append(", nothing committed yet");
    } else {
      text.append(", lag ").append(duration(status.lag()));
      text.append(", checkpoint ").append(status.revision());
      text.append(" ").append(duration(Duration.between(saved, now))).append(" ago");
    }
    text.append(behind(status.sourceLag()));
    if (status.deadLetters() > 0) {
      text.append(", ").append(count(status.deadLetters(), "dead letter"));
    }
    if (status.openGaps() > 0) {
      text.append(", ").append(count(status.openGaps(), "open gap"));
    }
    return text.toString();
  }

  /** How far the source is behind; nothing where it is not, or does not say. */
  private static String behind(SourceLag lag) {
    List<String> measures = new ArrayList<>();
    if (lag.events() != null && lag.events() > 0) {
      measures.add(count(lag.events(), "event"));
    }
    if (lag.bytes() != null && lag.bytes() > 0) {
      measures.add(bytes(lag.bytes()));
    }
    if (lag.time() != null && lag.time().toMillis() > 0) {
      measures.add(duration(lag.time()));
    }
    return measures.isEmpty() ? "" : ", source " + String.join(", ", measures) + " behind";
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

  /** An amount with as many digits as a person reads. */
  private static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%,.1f MiB", bytes / 1048576.0);
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
