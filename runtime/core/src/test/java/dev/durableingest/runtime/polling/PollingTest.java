package dev.durableingest.runtime.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.polling.Tokens.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pages, rate limit, retries and tokens, in a time that stands still. */
class PollingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final StoodTime time = new StoodTime();

  @Test
  void readsOnToTheEmptyPageHoweverShortPagesAre() throws Exception {
    long seed = System.nanoTime();
    System.out.println("PollingTest: seed " + seed);
    Random random = new Random(seed);
    TreeSet<Integer> server = new TreeSet<>();
    while (server.size() < 500) {
      server.add(random.nextInt(1_000_000));
    }
    KeysetPages<Integer, Integer> pages =
        new KeysetPages<>(
            after ->
                server.tailSet(after == null ? -1 : after, false).stream()
                    .limit(1 + random.nextInt(7))
                    .toList(),
            row -> row);

    List<Integer> read = new ArrayList<>();
    assertThat(pages.read(null, read::addAll)).isEqualTo(server.last());
    assertThat(read).containsExactlyElementsOf(server);
    assertThat(pages.read(server.last(), read::addAll)).isEqualTo(server.last());
    assertThat(read).hasSize(500);
    pages.read(null, rows -> read.addAll(rows) && read.size() < 510);
    assertThat(read).hasSizeBetween(510, 517);
  }

  @Test
  void saysSoWhenAServerNeverGetsBeyondAKey() {
    KeysetPages<Integer, Integer> pages = new KeysetPages<>(after -> List.of(7), row -> row);

    assertThatThrownBy(() -> pages.read(null, rows -> true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not sort by it");
  }

  @Test
  void spacesRequestsAndAllowsNoBurstAfterARest() throws Exception {
    RateLimit limit = new RateLimit(time, 4, SECOND);
    for (int i = 0; i < 5; i++) {
      limit.acquire();
    }
    assertThat(time.nanos()).isEqualTo(SECOND.toNanos());

    time.pass(SECOND.multipliedBy(10));
    limit.acquire();
    limit.acquire();
    assertThat(time.nanos()).isEqualTo(SECOND.multipliedBy(11).plusMillis(250).toNanos());

    limit.pause(Duration.ofSeconds(3));
    limit.acquire();
    assertThat(time.nanos()).isEqualTo(SECOND.multipliedBy(14).plusMillis(250).toNanos());
  }

  @Test
  void waitsAsLongAsTheServerAsksForElseInGrowingJitteredSteps() throws Exception {
    Retry retry = new Retry(time, SECOND, SECOND.multipliedBy(60), 5, new Random(1));
    AtomicInteger calls = new AtomicInteger();

    String answer =
        retry.call(
            () -> {
              int call = calls.incrementAndGet();
              if (call == 2) {
                throw new TryAgainException("busy", SECOND.multipliedBy(17), null);
              }
              if (call < 5) {
                throw new TryAgainException("lost", null, null);
              }
              return "at last";
            });

    assertThat(answer).isEqualTo("at last");
    List<Duration> waits = time.sleeps();
    assertThat(waits).hasSize(4);
    assertThat(waits.get(1)).isEqualTo(SECOND.multipliedBy(17));
    assertNear(waits.get(0), 1);
    assertNear(waits.get(2), 4);
    assertNear(waits.get(3), 8);
  }

  private static void assertNear(Duration wait, int seconds) {
    assertThat(wait.toMillis()).isBetween(800L * seconds, 1200L * seconds).isNotZero();
    assertThat(wait).isNotEqualTo(SECOND.multipliedBy(seconds)); // jitter
  }

  @Test
  void givesUpAfterTheLastAttemptAndAtOnceWhenRefused() {
    Retry retry = new Retry(time, SECOND, SECOND, 3, new Random(1));
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new TryAgainException("down", null, null);
                    }))
        .isInstanceOf(TryAgainException.class);
    assertThat(calls).hasValue(3);

    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new RequestRefusedException("no", 404, "");
                    }))
        .isInstanceOf(RequestRefusedException.class);
    assertThat(calls).hasValue(4);
  }

  @Test
  void isCancelledInTheMiddleOfAWait() throws Exception {
    PollTime system = PollTime.system();
    Retry retry = new Retry(system, Duration.ofHours(1), Duration.ofHours(1), 9, new Random(1));
    List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        new Thread(
            () -> {
              try {
                retry.call(
                    () -> {
                      throw new TryAgainException("down", null, null);
                    });
              } catch (Exception e) {
                ends.add(e);
              }
            });
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    waiting.join();

    assertThat(ends).hasExactlyElementsOfTypes(InterruptedException.class);
  }

  @Test
  void fetchesATokenBeforeItEndsAndAfterItWasRefused() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    Tokens tokens =
        new Tokens(
            time,
            SECOND.multipliedBy(30),
            () -> new Token("t" + fetched.incrementAndGet(), time.now().plusSeconds(100)));

    assertThat(tokens.value()).isEqualTo("t1");
    time.pass(SECOND.multipliedBy(69));
    assertThat(tokens.value()).isEqualTo("t1");
    time.pass(SECOND);
    assertThat(tokens.value()).isEqualTo("t2");
    tokens.refuse("t1"); // somebody was slow
    assertThat(tokens.value()).isEqualTo("t2");
    tokens.refuse("t2");
    assertThat(tokens.value()).isEqualTo("t3");
    assertThat(new Token("secret", null)).hasToString("Token[expiresAt=null]");
  }
}
