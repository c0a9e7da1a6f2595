package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: where only at-least-once is promised, a kill repeats no more than what was sent after the
 * saved document, which is a batch; nothing is lost, and what comes first is in order. Method: a
 * child process ingests without end into a topic, its checkpoints are files, and it is killed at
 * random moments; a last one ends by itself. {@code -Dkills=100} makes the spread worth reading.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RepeatedAfterKillTest {
  private static final int KILLS = Integer.getInteger("kills", 3);

  /** What is sent before it is saved. */
  private static final int BATCH = 100;

  @TempDir Path folder;

  @Test
  void isAtMostABatchPerKillAndNothingIsLost() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("RepeatedAfterKillTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("repeated");
    broker.createTopic(topic, 1, Map.of());
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start(broker, topic, Long.MAX_VALUE);
      assertThat(child.getInputStream().read()).isEqualTo('!'); // it has saved something
      Thread.sleep(random.nextInt(400));
      assertThat(child.destroyForcibly().waitFor()).isEqualTo(137);
    }
    Process last = start(broker, topic, 1_000);
    assertThat(last.waitFor(Runs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();

    List<Long> numbers = Messages.numbers(broker, topic);
    List<Long> first = Messages.firstOccurrences(numbers);
    assertThat(first).hasSizeGreaterThan(1_000).isEqualTo(Messages.upTo(first.size()));
    List<Integer> repeated = repeated(numbers);
    assertThat(repeated).hasSizeLessThanOrEqualTo(KILLS).allMatch(count -> count <= BATCH);
    System.out.println(
        "RepeatedAfterKillTest: %d kills, %d events, lost 0, %d kills repeated some, %s"
            .formatted(KILLS, first.size(), repeated.size(), spread(repeated)));
  }

  /** How many numbers were there once more, each time that the topic goes back. */
  private static List<Integer> repeated(List<Long> numbers) {
    List<Integer> repeated = new ArrayList<>();
    long previous = 0;
    long greatest = 0;
    for (long number : numbers) {
      if (number <= previous) {
        repeated.add(0);
      }
      if (number <= greatest) {
        int last = repeated.size() - 1;
        repeated.set(last, repeated.get(last) + 1);
      }
      previous = number;
      greatest = Math.max(greatest, number);
    }
    return repeated;
  }

  /** Kills that repeated nothing count as well. */
  private static String spread(List<Integer> repeated) {
    List<Integer> perKill = new ArrayList<>(repeated);
    while (perKill.size() < KILLS) {
      perKill.add(0);
    }
    List<Integer> sorted = perKill.stream().sorted().toList();
    return "repeated per kill: min %d, median %d, p99 %d, max %d of at most %d"
        .formatted(
            sorted.get(0),
            sorted.get((KILLS - 1) / 2),
            sorted.get((KILLS - 1) * 99 / 100),
            sorted.get(KILLS - 1),
            BATCH);
  }

  private Process start(Broker broker, String topic, long more) throws Exception {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx256m")));
    command.addAll(List.of(Child.class.getName(), broker.address(), topic));
    command.addAll(List.of(folder.toString(), Long.toString(more)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("child.log").toFile()))
        .start();
  }

  /** The process that is killed. */
  static final class Child {
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    public static void main(String[] arguments) throws Exception {
      KAFKA.setLevel(Level.OFF);
      long more = Long.parseLong(arguments[3]);
      PipelineStatus end =
          Numbers.pipeline(
                  context -> {
                    long after =
                        context.checkpoint(Numbers.TICKS).map(Numbers.Cursor::number).orElse(0L);
                    context.onCheckpointed(
                        checkpoint -> {
                          System.out.write('!');
                          System.out.flush();
                        });
                    for (long n = 1; n <= more; n++) {
                      context.emit(Numbers.TICKS, new Numbers.Tick(after + n, "t"));
                    }
                  },
                  Numbers.into(SinkTarget.stream(arguments[1], "")))
              .start(
                  Numbers.options(Path.of(arguments[2]), Broker.url(arguments[0]))
                      .batchMaxRecords(BATCH)
                      .build())
              .await();
      System.err.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
