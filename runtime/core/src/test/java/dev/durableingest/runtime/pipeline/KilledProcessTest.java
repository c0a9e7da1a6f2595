package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whenever the process is killed, a stream on files holds each event of a resource that can
 * be replayed exactly once and in order, its dead letters too. Method: a child process ingests
 * without end and is killed at random moments; a last one ends by itself; then everything is
 * counted.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("kills", 12);

  @TempDir Path folder;

  @Test
  void holdsEachEventOnceThoughTheProcessIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledProcessTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start(Long.MAX_VALUE);
      child.getInputStream().read(); // it has emitted its first event
      Thread.sleep(random.nextInt(250));
      child.destroyForcibly();
      assertThat(child.waitFor()).isEqualTo(137);
    }
    Process last = start(1_000);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();

    List<Long> plain = Counted.numbers(folder, "plain");
    long end = plain.get(plain.size() - 1);
    System.out.println("KilledProcessTest: " + KILLS + " kills, " + end + " events");
    assertThat(end).isGreaterThan(1_000);
    assertThat(plain)
        .isEqualTo(LongStream.rangeClosed(1, end).filter(n -> n % 100 != 0).boxed().toList());
    List<Long> bad =
        Counted.deadLetters(folder).stream()
            .map(letter -> Long.valueOf(letter.replaceAll(".*\"poison (\\d+)\".*", "$1")))
            .toList();
    // The very last event may have been a bad one.
    long lastBad = bad.get(bad.size() - 1);
    assertThat(lastBad).isBetween(end - 99, end + 1);
    assertThat(bad)
        .isEqualTo(LongStream.rangeClosed(1, lastBad / 100).mapToObj(n -> n * 100).toList());
    List<Long> lossy = Counted.numbers(folder, "lossy");
    assertThat(lossy).isSorted().doesNotHaveDuplicates();
  }

  /**
   * Goal: whenever the process is killed, also while it deletes, a stream that keeps only so much
   * holds its newest events, each once and in order, and no more than it may. Method: as above,
   * with segments so small that they are deleted all the time.
   */
  @Test
  void holdsTheNewestEventsThoughTheProcessIsKilledWhileItDeletes() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledProcessTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS / 2; kill++) {
      Process child = start(Long.MAX_VALUE, "?retain-bytes=16KiB");
      child.getInputStream().read(); // it has emitted its first event
      Thread.sleep(random.nextInt(250));
      child.destroyForcibly();
      assertThat(child.waitFor()).isEqualTo(137);
    }
    Process last = start(2_000, "?retain-bytes=16KiB");
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();

    List<Long> plain = Counted.numbers(folder, "plain");
    long first = plain.get(0);
    long end = plain.get(plain.size() - 1);
    System.out.println("KilledProcessTest: " + first + " to " + end + " are kept");
    assertThat(first).as("older ones are deleted").isGreaterThan(1_000);
    assertThat(plain)
        .isEqualTo(LongStream.rangeClosed(first, end).filter(n -> n % 100 != 0).boxed().toList());
    assertThat(Counted.lines(folder, "plain").stream().mapToLong(line -> line.length() + 1).sum())
        .isBetween(8_000L, 16L << 10);
  }

  private Process start(long more) throws Exception {
    return start(more, "");
  }

  private Process start(long more, String streamParameters) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            Long.toString(more),
            streamParameters)
        .redirectError(new File(folder.toFile(), "child.log"))
        .start();
  }

  /** The process that is killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      long more = Long.parseLong(args[1]);
      Pipeline pipeline =
          Counted.pipeline(
              context -> {
                long missed = System.currentTimeMillis() * 1_000; // nobody can fetch those before
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = 1; n <= more; n++) {
                  boolean bad = (after + n) % 100 == 0;
                  context.emit(PLAIN, new Tick("", after + n, bad ? Counted.POISON : "x"));
                  context.emit(LOSSY, new Tick("", missed + n, "x"));
                  if (n == 1) {
                    System.out.write('!');
                    System.out.flush();
                  }
                }
              },
              Counted.plain(OnError.DEAD_LETTER),
              Counted.lossy());
      PipelineStatus end =
          pipeline
              .start(
                  Counted.options(folder).stream(
                          URI.create("file:" + folder + "/streams" + args[2]))
                      .batchMaxRecords(50)
                      .build())
              .await();
      if (end.problem() != null) {
        System.err.println(end.problem());
      }
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
