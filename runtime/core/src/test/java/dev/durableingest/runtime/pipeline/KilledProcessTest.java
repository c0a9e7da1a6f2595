package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledProcessTest {
  private static final String ENDLESS = Long.toString(Long.MAX_VALUE);
  private static final int KILLS = Integer.getInteger("kills", 12);

  @TempDir Path folder;

  @Test
  void holdsEachEventOnceThoughTheProcessIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledProcessTest: -Dseed=" + seed);
    Random random = new Random(seed);
    ChildProcess child = new ChildProcess(Child.class, folder);
    child.killAgainAndAgain(KILLS, random, ENDLESS);
    child.runToItsEnd("1000");

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
    ChildProcess child = new ChildProcess(Child.class, folder);
    child.killAgainAndAgain(KILLS / 2, random, ENDLESS, "?retain-bytes=16KiB");
    child.runToItsEnd("2000", "?retain-bytes=16KiB");

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

  /** The process that is killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      long more = Long.parseLong(args[1]);
      String parameters = args.length > 2 ? args[2] : "";
      Pipeline pipeline =
          Counted.pipeline(
              context -> {
                long missed = ChildProcess.greaterThanBefore(); // nobody can fetch those before
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = 1; n <= more; n++) {
                  boolean bad = (after + n) % 100 == 0;
                  context.emit(PLAIN, new Tick("", after + n, bad ? Counted.POISON : "x"));
                  context.emit(LOSSY, new Tick("", missed + n, "x"));
                  if (n == 1) {
                    ChildProcess.sayAtWork(context, after);
                  }
                }
              },
              Counted.plain(OnError.DEAD_LETTER),
              Counted.lossy());
      PipelineStatus end =
          pipeline
              .start(
                  Counted.options(folder).stream(
                          URI.create("file:" + folder + "/streams" + parameters))
                      .batchMaxRecords(50)
                      .build())
              .await();
      ChildProcess.exit(end);
    }
  }
}
