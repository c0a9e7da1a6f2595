package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** x. */
public record DeadLetter(String pipeline) {
  /** x. */
  public static DeadLetter ofPayload(
      String pipeline, String resource, Stage stage, Object payload, Throwable cause, Instant at) {
    return new DeadLetter(pipeline);
  }

  /** x. */
  public static DeadLetter ofBytes(
      String pipeline,
      @Nullable String resource,
      Stage stage,
      byte[] b,
      Throwable cause,
      Instant at) {
    return new DeadLetter(pipeline);
  }
}
