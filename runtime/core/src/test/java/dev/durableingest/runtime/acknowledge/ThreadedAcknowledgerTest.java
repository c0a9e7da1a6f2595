package dev.durableingest.runtime.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class ThreadedAcknowledgerTest {
  @Test
  void goesOnTellingAfterAListenerDiedOfAnError() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ThreadedAcknowledger acknowledger = new ThreadedAcknowledger("test", Time.system())) {
      acknowledger.add(
          checkpoint -> {
            if (told.incrementAndGet() == 1) {
              throw new NoClassDefFoundError("com/acme/Missing");
            }
          });
      acknowledger.tell(new Nothing());
      assertThat(acknowledger.awaitTold(Duration.ofMinutes(4).toNanos())).isTrue();
      acknowledger.tell(new Nothing());
      assertThat(acknowledger.awaitTold(Duration.ofMinutes(4).toNanos())).isTrue();
    }
    assertThat(told).hasValue(2);
  }

  private static final class Nothing implements Checkpoint {
    @Override
    public long revision() {
      return 1;
    }

    @Override
    public long events() {
      return 0;
    }

    @Override
    public <T> Optional<T> position(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <C> Map<String, C> cursors(ResourceKey<?, C> resource) {
      return Map.of();
    }
  }
}
