package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.durableingest.runtime.pipeline.Guarantee;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whenever the process of a workflow is killed, nothing is missing and first occurrences are
 * in order; with transactions, whoever reads what is committed finds each event once. Method: a
 * child process ingests without end and is killed at random moments; a last one ends by itself. How
 * many events of a kill are there twice without transactions is printed; {@code -Dkills=100} kills
 * more often.
 */
final class KilledWorkflowTest {
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final Duration PATIENCE = Duration.ofSeconds(600 + 60L * KILLS);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingThoughTheProcessIsKilledAgainAndAgain(boolean transactional) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledWorkflowTest: -Dseed=" + seed);
    assertTimeoutPreemptively(PATIENCE, () -> killAgainAndAgain(new Random(seed), transactional));
  }

  private void killAgainAndAgain(Random random, boolean transactional) throws Exception {
    Broker broker = TestBroker.running();
    String topic = newTopic(broker);
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start(broker, topic, Long.MAX_VALUE, transactional);
      assertThat(child.getInputStream().read()).isEqualTo('!'); // it has committed something
      Thread.sleep(random.nextInt(400));
      assertThat(child.destroyForcibly().waitFor()).isEqualTo(137);
    }
    Process last = start(broker, topic, 1_000, transactional);
    assertThat(last.waitFor(Runs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(log()).isZero();

    List<Long> numbers = Messages.numbers(broker, topic);
    List<Long> first = Messages.firstOccurrences(numbers);
    List<Long> twice = repeatedByEachKill(numbers);
    System.out.printf(
        "KilledWorkflowTest: %s: %d kills, %d events, %d twice; of a kill %d, %d, %d"
            + " (least, median, most)%n",
        transactional ? "with transactions" : "without",
        KILLS,
        first.size(),
        numbers.size() - first.size(),
        twice.get(0),
        twice.get(KILLS / 2),
        twice.get(KILLS - 1));
    assertThat(first).hasSizeGreaterThan(1_000).isEqualTo(Messages.upTo(first.size()));
    if (transactional) {
      assertThat(numbers).hasSameSizeAs(first);
    }
  }

  /** How many numbers came again after each kill, the least first. */
  private static List<Long> repeatedByEachKill(List<Long> numbers) {
    List<Long> repeated = new ArrayList<>();
    long most = 0;
    long before = 0;
    for (long number : numbers) {
      if (number <= before) {
        repeated.add(most - number + 1);
      }
      before = number;
      most = Math.max(most, number);
    }
    while (repeated.size() < KILLS) {
      repeated.add(0L);
    }
    Collections.sort(repeated);
    return repeated;
  }

  private static String newTopic(Broker broker) throws Exception {
    String topic = TestBroker.newName("killed");
    broker.createTopic(topic, 1, Map.of());
    return topic;
  }

  private Process start(Broker broker, String topic, long more, boolean transactional)
      throws Exception {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx256m")));
    command.addAll(
        List.of(
            Child.class.getName(),
            broker.address(),
            topic,
            folder.toString(),
            Long.toString(more),
            Boolean.toString(transactional)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("child.log").toFile()))
        .start();
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("child.log"));
  }

  /** The process that is killed. */
  static final class Child {
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    public static void main(String[] arguments) throws Exception {
      KAFKA.setLevel(Level.OFF);
      URI url = Broker.url(arguments[0], "create=true", "lease=1s");
      long more = Long.parseLong(arguments[3]);
      PipelineOptions.Builder options =
          Numbers.options(Path.of(arguments[2]), url).pipelineId(arguments[1]);
      if (Boolean.parseBoolean(arguments[4])) {
        options.checkpoints(url).require(Guarantee.EFFECTIVELY_ONCE);
      }
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
              .start(options.build())
              .await();
      System.err.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
