package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a run is sure of its lease, and what it does when it is not; by clocks moved by hand. */
final class LeaseKeeperTest {
  private static final Duration LENGTH = Duration.ofSeconds(15);

  private final Clocks clocks = new Clocks();
  private final LeaseInMemory lease = new LeaseInMemory();
  private Pulse pulse;
  private LeaseKeeper keeper;

  @BeforeEach
  void takeTheLease() {
    pulse = new Pulse(clocks);
    keeper = new LeaseKeeper(lease, pulse, clocks);
  }

  @Test
  void isSureForTwoThirdsOfTheLengthWithoutAsking() throws Exception {
    clocks.pass(Duration.ofMillis(9_999));
    keeper.requireHeld();
    assertThat(lease.renewals).isZero();
  }

  @Test
  void asksBeforeTheNextStepWhenItIsNotSure() throws Exception {
    clocks.pass(Duration.ofSeconds(10));
    keeper.requireHeld();
    keeper.requireHeld();
    assertThat(lease.renewals).isEqualTo(1);
  }

  @Test
  void countsFromSendingARenewalNotFromItsAnswer() throws Exception {
    lease.answersAfter = () -> clocks.pass(Duration.ofSeconds(4));
    keeper.renewIfAlive();
    clocks.pass(Duration.ofSeconds(6));
    lease.answersAfter = () -> {};
    keeper.requireHeld();
    assertThat(lease.renewals).as("4 s on the way and 6 s since are 10 s").isEqualTo(2);
  }

  @Test
  void isNotSureAfterASuspendDuringWhichTheMeasuringClockStoodStill() throws Exception {
    clocks.wall(Duration.ofHours(1));
    keeper.requireHeld();
    assertThat(lease.renewals).isEqualTo(1);
    clocks.wall(Duration.ofSeconds(-6));
    keeper.requireHeld();
    assertThat(lease.renewals).as("a wall clock that jumps back is as suspicious").isEqualTo(2);
    clocks.wall(Duration.ofSeconds(4));
    keeper.requireHeld();
    assertThat(lease.renewals).isEqualTo(2);
  }

  @Test
  void waitsWhileTheStoreGivesNoAnswerAndGoesOnAfterwards() throws Exception {
    clocks.pass(Duration.ofMinutes(3));
    lease.failure = new SinkException(Verdict.RETRY_SAME, "no answer", null);
    fails(Verdict.RETRY_SAME, keeper::requireHeld);
    keeper.renewIfAlive();
    fails(Verdict.RETRY_SAME, keeper::requireHeld);
    lease.failure = null;
    keeper.requireHeld();
  }

  @Test
  void isFencedForEverOnceAnotherRunHasTakenIt() {
    lease.failure = new SinkException(Verdict.FENCED, "taken by process 7", null);
    keeper.renewIfAlive();
    lease.failure = null;
    fails(Verdict.FENCED, keeper::requireHeld);
    keeper.renewIfAlive();
    fails(Verdict.FENCED, keeper::requireHeld);
    assertThat(lease.renewals).isEqualTo(1);
  }

  @Test
  void letsTheLeaseOfADeadPipelineThreadRunOut() {
    for (int i = 0; i < 11; i++) {
      clocks.pass(Duration.ofSeconds(5));
      keeper.renewIfAlive();
    }
    assertThat(lease.renewals).as("slow, not dead: 55 s without a sign").isEqualTo(11);
    clocks.pass(Duration.ofSeconds(5));
    keeper.renewIfAlive();
    assertThat(lease.renewals).as("dead after four times the length").isEqualTo(11);
    pulse.beat();
    keeper.renewIfAlive();
    assertThat(lease.renewals).isEqualTo(12);
  }

  private static void fails(Verdict verdict, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).isEqualTo(verdict));
  }

  private static final class Clocks implements Time {
    private long nanos = 42;
    private Instant now = Instant.EPOCH;

    void pass(Duration duration) {
      nanos += duration.toNanos();
      wall(duration);
    }

    void wall(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant now() {
      return now;
    }
  }

  private static final class LeaseInMemory implements Lease {
    private int renewals;
    private SinkException failure;
    private Runnable answersAfter = () -> {};

    @Override
    public Duration length() {
      return LENGTH;
    }

    @Override
    public void renew() throws SinkException {
      renewals++;
      answersAfter.run();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
