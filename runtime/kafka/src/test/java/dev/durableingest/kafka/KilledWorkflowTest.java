package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Guarantee;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
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
 * Goal: whenever the process of a workflow is killed, whoever reads what is committed finds each
 * event once and in order. Method: a child process ingests without end with its checkpoints in
 * Kafka, and is killed at random moments; a last one ends by itself.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledWorkflowTest {
  private static final int KILLS = Integer.getInteger("kills", 3);

  @TempDir Path folder;

  @Test
  void holdsEachEventOnceThoughTheProcessIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledWorkflowTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Broker broker = TestBroker.running();
    String topic = newTopic(broker);
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start(broker, topic, Long.MAX_VALUE);
      assertThat(child.getInputStream().read()).isEqualTo('!'); // it has committed something
      Thread.sleep(random.nextInt(400));
      assertThat(child.destroyForcibly().waitFor()).isEqualTo(137);
    }
    Process last = start(broker, topic, 1_000);
    assertThat(last.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(log()).isZero();

    List<Long> numbers = Messages.numbers(broker, topic);
    System.out.println("KilledWorkflowTest: " + KILLS + " kills, " + numbers.size() + " events");
    assertThat(numbers).hasSizeGreaterThan(1_000).isEqualTo(Messages.upTo(numbers.size()));
  }

  private static String newTopic(Broker broker) throws Exception {
    String topic = TestBroker.newName("killed");
    broker.createTopic(topic, 1, Map.of());
    return topic;
  }

  private Process start(Broker broker, String topic, long more) throws Exception {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx256m")));
    command.addAll(
        List.of(
            Child.class.getName(),
            broker.address(),
            topic,
            folder.toString(),
            Long.toString(more)));
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
      PipelineOptions options =
          Numbers.options(Path.of(arguments[2]), url)
              .checkpoints(url)
              .require(Guarantee.EFFECTIVELY_ONCE)
              .pipelineId(arguments[1])
              .build();
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
              .start(options)
              .await();
      System.err.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
