package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.coinbase.wire.TradePage;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceContext;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Goal: however REST comes to have the trades of gaps, and wherever the process is killed, at every
 * moment each trade is either in the table once or in an open gap, and at last all are in the
 * table.
 *
 * <p>Method: a model of the durable ledger, which handles what the closer says item by item and
 * forgets the items behind a random point at each kill. {@code -Dseed=…} repeats a run.
 */
class GapCloserScheduleTest {
  private static final String PRODUCT = "BTC-USD";
  private static final long FIRST = 1;
  private static final long LAST = 6000;
  private static final Duration WAIT = Duration.ofNanos(10);

  // Thousands of restarts tell of their gaps; held here, because loggers are kept weakly.
  private static final Logger LOG = Logger.getLogger(GapCloser.class.getName());

  private final TreeMap<Long, Gap> ledger = new TreeMap<>();
  private final TreeSet<Long> table = new TreeSet<>();
  private final TreeSet<Long> listed = new TreeSet<>();
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private long savedNextGap = 1;
  private long nextGap;
  private long clock;

  @AfterEach
  void speakAgain() {
    LOG.setLevel(null);
  }

  @Test
  void noTradeIsEverHiddenOrThereTwice() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("GapCloserScheduleTest: -Dseed=" + seed);
    LOG.setLevel(Level.WARNING);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      begin(random);
      play(random);
    }
  }

  private void begin(Random random) {
    ledger.clear();
    table.clear();
    listed.clear();
    queue.clear();
    savedNextGap = 1;
    long at = FIRST;
    while (at <= LAST) {
      long to = Math.min(LAST, at + random.nextInt(random.nextBoolean() ? 5 : 3000));
      if (random.nextBoolean()) {
        open(new Gap(savedNextGap, "matches", PRODUCT, at, to, at));
      } else {
        for (long id = at; id <= to; id++) {
          table.add(id);
        }
      }
      at = to + 1;
    }
  }

  private void play(Random random) throws InterruptedException {
    GapCloser closer = closer();
    for (int step = 0; step < 60 || !ledger.isEmpty() || !queue.isEmpty(); step++) {
      assertThat(step).as("steps without end").isLessThan(20_000);
      if (step < 60) {
        listMore(random);
      } else if (step == 60) {
        listAll();
      }
      clock += random.nextInt(100);
      closer = act(closer, random);
      if (step % 5 == 0) {
        requireNothingHidden();
      }
    }
    assertThat(table).hasSize((int) (LAST - FIRST + 1));
  }

  private GapCloser act(GapCloser closer, Random random) throws InterruptedException {
    SourceContext context = context();
    var request = closer.nextFetch(context);
    if (request.isPresent()) {
      Window window = request.get().window();
      closer.answer(
          window,
          random.nextInt(4) == 0 ? new Answer.Failed("busy", Duration.ZERO) : answer(window),
          context);
    }
    int saved = random.nextInt(3) == 0 ? random.nextInt(queue.size() + 1) : queue.size();
    for (int i = 0; i < saved; i++) {
      queue.remove().run();
    }
    boolean isKilled = random.nextInt(4) == 0;
    if (!isKilled) {
      return closer;
    }
    queue.clear();
    return closer();
  }

  private GapCloser closer() {
    nextGap = savedNextGap;
    GapCloser closer = new GapCloser(() -> clock, WAIT, WAIT.multipliedBy(4), new Tally());
    closer.begin(context(), List.of(PRODUCT));
    return closer;
  }

  /** What REST answers: as many trades as the window is long, from its end downwards. */
  private Answer answer(Window window) {
    List<Trade> trades =
        listed.headSet(window.to(), true).descendingSet().stream()
            .limit(window.size())
            .map(GapCloserScheduleTest::trade)
            .toList();
    return new Answer.Page(new TradePage(trades, List.of()));
  }

  private void listMore(Random random) {
    long from = FIRST + random.nextInt((int) LAST);
    for (long id = from; id < from + random.nextInt(1500); id += 1 + random.nextInt(3)) {
      listed.add(Math.min(id, LAST));
    }
  }

  private void listAll() {
    for (long id = FIRST; id <= LAST; id++) {
      listed.add(id);
    }
  }

  private void requireNothingHidden() {
    TreeSet<Long> known = new TreeSet<>(table);
    for (Gap gap : ledger.values()) {
      for (long id = gap.next(); id <= gap.to(); id++) {
        known.add(id);
      }
    }
    assertThat(known).as("trades in the table or in a gap").hasSize((int) (LAST - FIRST + 1));
  }

  private void open(Gap gap) {
    ledger.put(gap.id(), gap);
    savedNextGap = gap.id() + 1;
  }

  private void fill(Gap gap, long ordinal) {
    Gap known = ledger.get(gap.id());
    if (known == null || ordinal < known.next()) {
      return;
    }
    assertThat(table.add(ordinal)).as("trade %d is new", ordinal).isTrue();
    Gap filled =
        new Gap(gap.id(), gap.resource(), gap.partition(), gap.from(), gap.to(), ordinal + 1);
    if (filled.isClosed()) {
      ledger.remove(gap.id());
    } else {
      ledger.put(gap.id(), filled);
    }
  }

  private SourceContext context() {
    return (SourceContext)
        Proxy.newProxyInstance(
            SourceContext.class.getClassLoader(),
            new Class<?>[] {SourceContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "gaps" -> new ArrayList<>(ledger.values());
                  case "checkpoints" -> Map.of(PRODUCT, new TradeCursor(LAST + 1));
                  case "gap" -> found((long) arguments[2], (long) arguments[3]);
                  case "backfill" -> {
                    Gap gap = (Gap) arguments[0];
                    long ordinal = (long) arguments[1];
                    queue.add(() -> fill(gap, ordinal));
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Gap found(long from, long to) {
    Gap gap = new Gap(nextGap++, "matches", PRODUCT, from, to, from);
    queue.add(() -> open(gap));
    return gap;
  }

  private static Trade trade(long id) {
    return new Trade(
        PRODUCT,
        id,
        "buy",
        BigDecimal.ONE,
        BigDecimal.TEN,
        null,
        null,
        null,
        Instant.EPOCH,
        Trade.Origin.REST);
  }
}
