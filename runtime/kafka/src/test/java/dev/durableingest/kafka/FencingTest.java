package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two runners of one pipeline, and one that was replaced while it stood still. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FencingTest {
  private Broker broker;
  private String topic = "";

  @BeforeEach
  void makeTopic() throws Exception {
    broker = TestBroker.running();
    topic = TestBroker.newName("fenced");
    broker.createTopic(topic, 1, Map.of());
  }

  @Test
  void aSecondRunnerWaitsWhileTheFirstIsIdleAndGoesOnAtOnceWhenItHasEnded() throws Exception {
    Duration lease = Duration.ofMillis(1_500);
    try (Run second = new Run(url("600s"), topic)) {
      try (Run first = new Run(url(lease.toMillis() + "ms"), topic).start()) {
        first.commit(5);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 3 * lease.toNanos()) {
          Thread.sleep(lease.dividedBy(3).toMillis()); // as runs do; what is fresh is not renewed
          Instant before = Instant.now();
          first.store.lease().orElseThrow().renew();
          assertThatThrownBy(() -> second.store.acquire(second.document))
              .hasMessageContaining("waiting until it ends")
              .hasMessageContaining("--pipeline-id")
              .satisfies(e -> assertThat(verdict(e)).isEqualTo(Verdict.RETRY_SAME))
              .satisfies(e -> requireSavedSince(before.minusMillis(100), e));
        }
        first.commit(5);
      }
      CheckpointDocument document = second.store.acquire(second.document);
      assertThat(document.events()).isEqualTo(10);
      assertThat(document.epoch()).isEqualTo(2);
    }
  }

  /** What is told to be so many seconds ago was not before this. */
  private static void requireSavedSince(Instant earliest, Throwable told) {
    Matcher ago = Pattern.compile("has saved in .* (\\d+) s ago").matcher(told.getMessage());
    assertThat(ago.find()).as(told.getMessage()).isTrue();
    assertThat(Instant.now().minusSeconds(Long.parseLong(ago.group(1))))
        .as(told.getMessage())
        .isAfter(earliest);
  }

  @Test
  void aRunnerThatWakesUpAfterItWasReplacedCommitsNothing() throws Exception {
    Process sleeper =
        new ProcessBuilder(command(Sleeper.class, broker.address(), topic))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(sleeper.getInputStream().read()).isEqualTo('!');
      Thread.sleep(300);
      signal("STOP", sleeper);
      long seen;
      try (Run successor = new Run(url("1s"), topic).start()) {
        seen = successor.document.events();
        successor.commit(100);
        signal("CONT", sleeper);
        assertThat(sleeper.waitFor()).isEqualTo(Sleeper.FENCED);
        successor.commit(10);
      }
      assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(seen + 110));
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void whatAnOldRunnerHasCommittedLastIsSeenByItsSuccessor() throws Exception {
    try (Run first = new Run(url("1s"), topic).start();
        Run second = new Run(url("1s"), topic)) {
      first.commit(5);
      first.write(5); // open when the fence comes

      second.start();

      assertThat(second.document.events()).isEqualTo(5);
      assertThatThrownBy(() -> first.commit(5))
          .satisfies(e -> assertThat(verdict(e)).isEqualTo(Verdict.FENCED));
      second.commit(5);
      assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(10));
    }
  }

  @Test
  void anUnknownOutcomeIsDecidedByAFenceAndReadBack() throws Exception {
    try (Run run = new Run(Broker.url(broker.proxied(), HASTY), topic).start()) {
      run.commit(5);
      run.write(5);
      broker.proxy().refuse(true);
      CheckpointDocument next = run.next(5);
      assertThatThrownBy(() -> run.store.save(next))
          .satisfies(e -> assertThat(verdict(e)).isEqualTo(Verdict.REOPEN));
      broker.proxy().refuse(false);

      CheckpointDocument stored = run.reread();

      assertThat(stored.revision()).isIn(next.revision() - 1, next.revision());
      run.document = stored;
      run.commit(5);
      assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(stored.events() + 5));
    } finally {
      broker.proxy().refuse(false);
    }
  }

  @Test
  void aCheckpointTopicThatForgetsIsRefused() throws Exception {
    String checkpoints = "durable-ingest.checkpoints." + topic;
    broker.createTopic(checkpoints, 1, Map.of("cleanup.policy", "delete"));
    try (Run run = new Run(url("1s"), topic)) {
      assertThatThrownBy(run::start)
          .hasMessageContaining(checkpoints)
          .hasMessageContaining("cleanup.policy=delete")
          .hasMessageContaining("--add-config cleanup.policy=compact")
          .satisfies(e -> assertThat(verdict(e)).isEqualTo(Verdict.STOP));
    }
  }

  @Test
  void aLostCheckpointIsNotTakenForAFirstRun() throws Exception {
    try (Run run = new Run(url("1s"), topic).start()) {
      run.commit(5);
    }
    broker.topics().delete("durable-ingest.checkpoints." + topic);
    try (Run run = new Run(url("1s"), topic)) {
      ThrowingCallable start = run::start;
      assertThatThrownBy(start)
          .hasMessageContaining("is gone although the pipeline has run before")
          .satisfies(e -> assertThat(verdict(e)).isEqualTo(Verdict.STOP));
    }
  }

  @Test
  void aCheckpointIsShownWithoutTheLeaseAndACopyOnlyWhereThereIsNoOther() throws Exception {
    try (Run run = new Run(url("1s"), topic);
        var shown = new KafkaCheckpointStoreProvider().open(url("1s"), topic)) {
      assertThat(shown.peek()).isEmpty();
      shown.copy(run.document);
      assertThat(shown.peek()).contains(run.document);
      run.start();
      run.commit(5);
      assertThat(shown.peek()).contains(run.document);
    }
  }

  // Half a minute otherwise.
  private static final String HASTY =
      "create=true&delivery.timeout.ms=3000&request.timeout.ms=1000&max.block.ms=3000";

  private URI url(String lease) {
    return Broker.url(broker.address(), "create=true", "lease=" + lease);
  }

  private static Verdict verdict(Throwable thrown) {
    return ((SinkException) thrown).verdict();
  }

  private static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx256m")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** A runner that writes and commits without a pause, until it is fenced. */
  static final class Sleeper {
    static final int FENCED = 3;

    public static void main(String[] arguments) throws Exception {
      try (Run run =
          new Run(Broker.url(arguments[0], "create=true", "lease=1s"), arguments[1]).start()) {
        System.out.write('!');
        System.out.flush();
        while (true) {
          run.commit(20);
        }
      } catch (SinkException e) {
        System.exit(e.verdict() instanceof Verdict.Fenced ? FENCED : 1);
      }
    }
  }
}
