package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import java.time.Duration;

/**
 * When the pipeline thread last showed that it is alive. It beats from that thread alone, and any
 * thread may look.
 */
final class Pulse {
  private final Time time;
  private volatile long beatNanos;

  Pulse(Time time) {
    this.time = time;
    this.beatNanos = time.nanos();
  }

  /** The pipeline thread goes on: it took, committed, or waits for something that it names. */
  void beat() {
    beatNanos = time.nanos();
  }

  /** How long it has shown nothing. */
  Duration silence() {
    return Duration.ofNanos(time.nanos() - beatNanos);
  }
}
