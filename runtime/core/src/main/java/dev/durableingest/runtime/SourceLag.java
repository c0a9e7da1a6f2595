package dev.durableingest.runtime;

import dev.durableingest.runtime.text.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a source is behind the system that it reads, in the measures that it can tell.
 *
 * @param bytes what is still to be read or made durable, in the system's own log; null where the
 *     source cannot know
 * @param events how many events are known to be still to come; null where the source cannot know
 * @param time how old the oldest of that is; null where the source cannot know
 */
public record SourceLag(@Nullable Long bytes, @Nullable Long events, @Nullable Duration time) {
  /** The source does not say. */
  public static final SourceLag UNKNOWN = new SourceLag(null, null, null);

  /** Of a log: what of it is not durable yet, and how old the oldest of that is. */
  public static SourceLag ofLog(long bytes, Duration time) {
    return new SourceLag(bytes, null, time);
  }

  /** So many events are known to be still to come. */
  public static SourceLag ofEvents(long events) {
    return new SourceLag(null, events, null);
  }

  /** The time in milliseconds; null where it is not known. */
  public @Nullable Long millis() {
    return time == null ? null : time.toMillis();
  }

  /** The measures that are above zero, for people: "1,200 events, 4.8 MiB, 3m0s"; may be empty. */
  public String words() {
    List<String> measures = new ArrayList<>();
    if (events != null && events > 0) {
      measures.add(Amounts.count(events, "event"));
    }
    if (bytes != null && bytes > 0) {
      measures.add(Amounts.bytes(bytes));
    }
    if (time != null && time.toMillis() > 0) {
      measures.add(Amounts.duration(time));
    }
    return String.join(", ", measures);
  }
}
