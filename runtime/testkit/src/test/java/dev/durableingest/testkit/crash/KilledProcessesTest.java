package dev.durableingest.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.testkit.crash.Counting.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: whatever is killed when, tables, streams and dead letters hold each event exactly once.
 * Method: real processes on real files are killed with SIGKILL at random moments, some before they
 * have connected; a last one ends by itself; then everything is counted. {@code -Dkills=300} makes
 * it as long as wanted, {@code -Dseed=…} repeats one.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledProcessesTest {
  private static final int KILLS = Integer.getInteger("kills", 5);

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void holdEachEventOnceHoweverOftenTheyAreKilled(Layout layout) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledProcessesTest: " + layout + " -Dseed=" + seed);
    Random random = new Random(seed);
    Path folder = temporary.resolve("data");
    int inFlight = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = CountingProcess.start(layout, folder, Long.MAX_VALUE);
      boolean hasCommitted = kill % 2 == 0;
      if (hasCommitted || random.nextInt(4) > 0) {
        awaitSign(child, folder); // it has emitted its first event
        if (hasCommitted) {
          awaitSign(child, folder);
        }
        inFlight++;
        Thread.sleep(random.nextInt(600));
      } else {
        Thread.sleep(random.nextInt(800));
      }
      child.destroyForcibly();
      assertThat(child.waitFor()).as(log(folder)).isEqualTo(137);
    }
    end(layout, folder);
    assertThat(Counting.end(layout, folder)).as("what was killed had committed").isGreaterThan(200);
    System.out.println(
        "KilledProcessesTest: %s, %d kills, %d of them in flight, %d rows, lost 0, twice 0"
            .formatted(layout, KILLS, inFlight, Counting.end(layout, folder)));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void ofTwoProcessesOnOneFolderOneIsRefusedAndLearnsWhoHasIt(Layout layout) throws Exception {
    Path folder = temporary.resolve("data");
    for (int round = 0; round < 3; round++) {
      List<Process> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(CountingProcess.start(layout, folder, Long.MAX_VALUE));
      }
      while (both.stream().allMatch(Process::isAlive)) {
        Thread.sleep(5);
      }
      Process refused = both.get(0).isAlive() ? both.get(1) : both.get(0);
      Process holder = both.get(0).isAlive() ? both.get(0) : both.get(1);
      assertThat(refused.exitValue()).as(log(folder)).isEqualTo(1);
      assertThat(holder.isAlive()).isTrue();
      holder.destroyForcibly().waitFor();
    }
    List<String> refusals = Files.readAllLines(CountingProcess.log(folder));
    assertThat(refusals).hasSize(3).allMatch(line -> line.contains("process"));
    end(layout, folder);
  }

  /** A limit of the size of a file stands for a full disk where none can be mounted. */
  @Test
  void goesOnOnceAFileMayGrowAgain() throws Exception {
    Path folder = temporary.resolve("data");
    Process limited =
        CountingProcess.start(
            Layout.FILES,
            folder,
            Long.MAX_VALUE,
            "bash",
            "-c",
            "ulimit -f 64; exec \"$0\" \"$@\""); // 64 KiB
    awaitSign(limited, folder);
    while (largest(folder) < 60 << 10) {
      assertThat(limited.isAlive()).as(log(folder)).isTrue();
      Thread.sleep(20);
    }
    Thread.sleep(500); // it comes to its limit, and tries again and again
    assertThat(limited.isAlive()).as(log(folder)).isTrue();
    assertThat(largest(folder)).isLessThanOrEqualTo(64 << 10);
    limited.destroyForcibly().waitFor();
    end(Layout.FILES, folder);
  }

  private static void end(Layout layout, Path folder) throws Exception {
    Process last = CountingProcess.start(layout, folder, 200);
    int exitCode = last.waitFor();
    assertThat(exitCode).as(log(folder)).isZero();
    assertThat(Counting.contents(layout, folder)).isEqualTo(Counting.WHOLE);
    assertThat(Counting.end(layout, folder)).isGreaterThanOrEqualTo(200);
  }

  /** It has emitted, or committed, its first event. */
  private static void awaitSign(Process child, Path folder) throws Exception {
    if (child.getInputStream().read() < 0) {
      throw new AssertionError("It ended: " + log(folder));
    }
  }

  /** Of the files with lines. Not found by a walk, which fails where others come and go. */
  private static long largest(Path folder) throws IOException {
    long largest = 0;
    for (String part : List.of("streams/rows", "streams/lines", "dead-letters/counting")) {
      try (Stream<Path> files = Files.list(folder.resolve(part))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
          largest = Math.max(largest, Files.size(file));
        }
      }
    }
    return largest;
  }

  private static String log(Path folder) throws Exception {
    Path log = CountingProcess.log(folder);
    return Files.exists(log) ? Files.readString(log) : "no log";
  }
}
