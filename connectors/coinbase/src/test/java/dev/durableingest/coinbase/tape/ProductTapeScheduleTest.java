package dev.durableingest.coinbase.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.Trade;
import dev.durableingest.coinbase.tape.ProductTapeTest.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A feed that drops, repeats and reorders at random, and a REST interface that lags and fails. */
class ProductTapeScheduleTest {
  private static final long MS = 1_000_000;
  private static final int SCHEDULES = 3_000;

  @Test
  void whateverTheFeedDoesTheOutputIsContiguous() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("ProductTapeScheduleTest seed " + seed);
    for (int i = 0; i < SCHEDULES; i++) {
      new Schedule(seed + i).run();
    }
  }

  private static final class Schedule {
    private final long seed;
    private final Random random;
    private final Written written = new Written();
    private final long checkpoint;
    private final long subscribedAt;
    private final long end;
    private final Set<Long> lost = new TreeSet<>();
    private final ProductTape tape;
    private long now;
    private long newest;

    Schedule(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.checkpoint = 1000;
      this.subscribedAt =
          checkpoint + (random.nextBoolean() ? random.nextInt(5) : random.nextInt(3000));
      this.end = subscribedAt + random.nextInt(300);
      if (random.nextInt(4) == 0) {
        for (int i = random.nextInt(5); i > 0; i--) {
          lost.add(checkpoint + 1 + random.nextInt((int) (end - checkpoint) + 1));
        }
      }
      TapeLimits limits =
          new TapeLimits(
              Duration.ofMillis(100),
              Duration.ofMillis(200),
              1 + random.nextInt(50),
              4,
              Duration.ofMillis(10),
              Duration.ofMillis(40));
      this.tape = new ProductTape("A-B", OptionalLong.of(checkpoint), limits, written);
    }

    void run() throws Exception {
      double drop = random.nextDouble() * 0.5;
      double repeat = random.nextDouble() * 0.3;
      int shuffle = random.nextInt(10);
      newest = subscribedAt;
      List<Long> wire = new ArrayList<>();
      for (long id = subscribedAt + 1; id <= end; id++) {
        if (random.nextDouble() >= drop && !lost.contains(id)) {
          for (int copies = random.nextDouble() < repeat ? 2 : 1; copies > 0; copies--) {
            wire.add(Math.max(0, wire.size() - random.nextInt(shuffle + 1)), id);
          }
        }
      }
      if (random.nextInt(10) > 0 && !lost.contains(subscribedAt)) {
        tape.lastMatch(ProductTapeTest.trade(subscribedAt), now);
      }
      for (long id : wire) {
        newest = Math.max(newest, id);
        tape.match(ProductTapeTest.trade(id), now);
        pass();
      }
      newest = end;
      for (int quiet = 0; quiet < 400 && lastWritten() < end; quiet++) {
        tape.heartbeat(end, now);
        pass();
        now += 50 * MS;
      }
      check();
    }

    private void pass() throws InterruptedException {
      now += random.nextInt(20) * MS;
      tape.tick(now);
      Optional<Window> window = tape.nextFetch(now);
      if (window.isPresent()) {
        answer(window.get());
      }
    }

    private void answer(Window window) throws InterruptedException {
      assertThat(window.size()).isBetween(1, Window.SIZE_MAX);
      if (random.nextInt(4) == 0) {
        tape.fetchFailed(random.nextInt(100) * MS, now);
        return;
      }
      List<Trade> trades = new ArrayList<>();
      for (long id = window.to(); id >= window.from(); id--) {
        if (!lost.contains(id) && id <= newest) {
          trades.add(ProductTapeTest.trade(id));
        }
      }
      tape.page(window, trades, now);
    }

    private long lastWritten() {
      String line =
          written.lines.stream()
              .filter(text -> !text.equals("duplicate"))
              .reduce((a, b) -> b)
              .orElse("0");
      return Long.parseLong(line.substring(line.lastIndexOf('-') + 1));
    }

    private void check() {
      List<Long> expected = new ArrayList<>();
      for (long id = checkpoint + 1; id <= end; id++) {
        if (!lost.contains(id)) {
          expected.add(id);
        }
      }
      assertThat(written.ids()).as("seed %d", seed).isEqualTo(expected);
      Set<Long> missing = new TreeSet<>();
      for (String line : written.lines) {
        if (line.startsWith("gap ")) {
          String[] bounds = line.substring(4).split("-");
          for (long id = Long.parseLong(bounds[0]); id <= Long.parseLong(bounds[1]); id++) {
            missing.add(id);
          }
        }
      }
      lost.removeIf(id -> id <= checkpoint || id > end);
      assertThat(missing).as("gaps, seed %d", seed).isEqualTo(lost);
    }
  }
}
