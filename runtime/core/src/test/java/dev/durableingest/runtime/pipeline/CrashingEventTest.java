package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Row;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: an event that kills the process is passed after a few starts, and costs nothing but itself.
 * Method: a child process whose resource halts the machine on some events is started again until it
 * ends by itself; then everything is counted.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashingEventTest {
  private static final long LAST = 300;
  private static final List<Long> FATAL = List.of(90L, 91L, 200L);
  private static final int STARTS_MAX = 40;

  @TempDir Path folder;

  @Test
  void passesEventsThatKillTheProcessAndLosesAndDoublesNoOther() throws Exception {
    int starts = startUntilItEnds("same");
    // Three deaths, one more that names the event, and the start that sets it aside.
    assertThat(starts).isLessThanOrEqualTo(5 * FATAL.size());
    assertEverythingIsThereOnce();
  }

  @Test
  void passesThemThoughTheirPayloadsDifferFromReplayToReplay() throws Exception {
    startUntilItEnds("different");
    assertEverythingIsThereOnce();
  }

  private void assertEverythingIsThereOnce() throws Exception {
    assertThat(Counted.numbers(folder, "plain"))
        .isEqualTo(
            LongStream.rangeClosed(1, LAST).filter(n -> !FATAL.contains(n)).boxed().toList());
    List<String> letters = Counted.deadLetters(folder);
    assertThat(letters)
        .allSatisfy(
            letter ->
                assertThat(letter)
                    .contains("The process died while it handled this event")
                    .doesNotContain("\"attempts\":1,"));
    assertThat(letters.stream().map(CrashingEventTest::numberIn).toList()).isEqualTo(FATAL);
  }

  private static long numberIn(String letter) {
    return Long.parseLong(letter.replaceAll(".*\"number\":(\\d+),\"text\".*", "$1"));
  }

  private int startUntilItEnds(String payloads) throws Exception {
    for (int start = 1; start <= STARTS_MAX; start++) {
      Process child = start(payloads);
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      if (child.exitValue() == 0) {
        System.out.println("CrashingEventTest: " + payloads + " payloads, " + start + " starts");
        return start;
      }
      assertThat(child.exitValue()).isEqualTo(Child.DIED);
    }
    throw new AssertionError("It never ends");
  }

  private Process start(String payloads) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            payloads)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "child.log"))
        .start();
  }

  /** The process that dies. */
  static final class Child {
    static final int DIED = 77;

    public static void main(String[] args) throws Exception {
      String text = args[1].equals("same") ? "x" : Long.toString(System.nanoTime());
      Pipeline pipeline =
          Counted.pipeline(
              context -> {
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = after + 1; n <= LAST; n++) {
                  context.emit(PLAIN, new Tick("", n, text));
                }
              },
              Counted.plain(Child::process));
      PipelineStatus end =
          pipeline
              .start(
                  Counted.options(Path.of(args[0]))
                      .batchMaxRecords(50)
                      .batchLinger(Duration.ofSeconds(10))
                      .build())
              .await();
      System.out.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }

    private static ProcessResult<Row, Plain> process(Tick tick) {
      if (FATAL.contains(tick.number())) {
        Runtime.getRuntime().halt(DIED);
      }
      return ProcessResult.of(new Row(tick.number(), "x")).withCheckpoint(new Plain(tick.number()));
    }
  }
}
