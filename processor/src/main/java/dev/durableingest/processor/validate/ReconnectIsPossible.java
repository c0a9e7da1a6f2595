package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.DurationText;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ReconnectModel;
import dev.durableingest.processor.model.SourceModel;
import java.time.Duration;
import java.util.Optional;

/** The backoff of a source is one that can be followed. */
final class ReconnectIsPossible implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    ReconnectModel reconnect = source.reconnect();
    Optional<Duration> initial = duration(reconnect.initialDelay(), "initialDelay", problems);
    Optional<Duration> longest = duration(reconnect.maxDelay(), "maxDelay", problems);
    if (initial.isPresent() && longest.isPresent() && initial.get().compareTo(longest.get()) > 0) {
      problems.add(
          ProblemCode.DI502,
          reconnect.initialDelay().at(),
          reconnect.initialDelay().value(),
          reconnect.maxDelay().value());
    }
    double multiplier = reconnect.multiplier().value();
    if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
      problems.add(ProblemCode.DI503, reconnect.multiplier().at(), multiplier);
    }
    double jitter = reconnect.jitter().value();
    if (!(jitter >= 0 && jitter <= 1)) {
      problems.add(ProblemCode.DI504, reconnect.jitter().at(), jitter);
    }
  }

  private static Optional<Duration> duration(
      Located<String> text, String member, Problems problems) {
    Optional<Duration> duration =
        DurationText.parse(text.value()).filter(parsed -> !parsed.isZero());
    if (duration.isEmpty()) {
      problems.add(ProblemCode.DI501, text.at(), member, text.value());
    }
    return duration;
  }
}
