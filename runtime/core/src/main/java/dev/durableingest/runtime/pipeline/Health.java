package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pipeline does its work now.
 *
 * @param isReady whether it is connected, and everything moves
 * @param stage the stage at fault, where that is known
 * @param reason why it is not ready, one line; null when it is
 */
public record Health(boolean isReady, @Nullable Stage stage, @Nullable String reason) {
  static final Health READY = new Health(true, null, null);

  static Health notReady(@Nullable Stage stage, String reason) {
    return new Health(false, stage, reason);
  }

  static Health stalled(Stage stage, Duration since) {
    String why =
        switch (stage) {
          case SOURCE -> "nothing is taken from the source";
          case JOURNAL -> "the journal is not read";
          case PROCESS -> "one event is being mapped all the time; look at its resource";
          case SINK -> "a destination does not answer";
          case CHECKPOINT -> "the checkpoint store does not answer";
          case ACKNOWLEDGE -> "a listener of onCheckpointed does not return";
        };
    return notReady(
        stage, "Stalled at stage " + stage + " for " + since.toSeconds() + " s: " + why);
  }
}
