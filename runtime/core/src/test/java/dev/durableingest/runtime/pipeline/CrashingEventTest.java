package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Row;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: an event that kills the process is passed after a few starts, and costs nothing but itself.
 * Method: a child process whose resource halts the machine on some events is started again until it
 * ends by itself; then everything is counted.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashingEventTest {
  private static final long LAST = 300;
  private static final List<Long> FATAL = List.of(90L, 91L, 200L);
  private static final int STARTS_MAX = 40;

  @TempDir Path folder;

  @Test
  void passesEventsThatKillTheProcessAndLosesAndDoublesNoOther() throws Exception {
    int starts = startUntilItEnds("same", Child.HALTED);
    // Three deaths, two more that name the event, and the start that sets it aside.
    assertThat(starts).isLessThanOrEqualTo(6 * FATAL.size());
    assertEverythingIsThereOnce(FATAL);
  }

  @Test
  void passesThemThoughTheirPayloadsDifferFromReplayToReplay() throws Exception {
    startUntilItEnds("different", Child.HALTED);
    assertEverythingIsThereOnce(Child.fatal("different"));
  }

  /** With the flag the machine ends; without it the pipeline thread dies, and the run fails. */
  @ParameterizedTest
  @CsvSource({"-XX:+ExitOnOutOfMemoryError, 3", "-XX:-ExitOnOutOfMemoryError, 1"})
  void passesEventsForWhichTheHeapIsTooSmall(String flag, int exitCode) throws Exception {
    startUntilItEnds("greedy", exitCode, flag, "-Xmx48m");
    assertEverythingIsThereOnce(Child.fatal("greedy"));
  }

  /** One death with progress, three without, and one of the suspect: all that may be chance. */
  @Test
  void setsNothingAsideOfWhichTheProcessDiedOnceWhileItWasSuspected() throws Exception {
    for (int death = 1; death <= 5; death++) {
      assertThat(start("first", "-Xmx64m").waitFor()).as(log()).isEqualTo(Child.HALTED);
    }
    assertThat(start("none", "-Xmx64m").waitFor()).as(log()).isZero();
    assertEverythingIsThereOnce(List.of());
  }

  private void assertEverythingIsThereOnce(List<Long> fatal) throws Exception {
    assertThat(Counted.numbers(folder, "plain"))
        .isEqualTo(
            LongStream.rangeClosed(1, LAST).filter(n -> !fatal.contains(n)).boxed().toList());
    List<String> letters = Counted.deadLetters(folder);
    assertThat(letters)
        .allSatisfy(
            letter ->
                assertThat(letter)
                    .contains("The process died while it handled this event")
                    .doesNotContain("\"attempts\":1,"));
    assertThat(letters.stream().map(CrashingEventTest::numberIn).toList()).isEqualTo(fatal);
  }

  private static long numberIn(String letter) {
    return Long.parseLong(letter.replaceAll(".*\"number\":(\\d+),\"text\".*", "$1"));
  }

  private int startUntilItEnds(String kind, int deadly, String... flags) throws Exception {
    for (int start = 1; start <= STARTS_MAX; start++) {
      Process child = start(kind, flags);
      int exitCode = child.waitFor();
      if (exitCode == 0) {
        System.out.println("CrashingEventTest: " + kind + " payloads, " + start + " starts");
        return start;
      }
      assertThat(exitCode).as(() -> log()).isEqualTo(deadly);
    }
    throw new AssertionError("It never ends");
  }

  private Process start(String kind, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(List.of(folder.toString(), kind));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "child.log"))
        .start();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("child.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that dies. */
  static final class Child {
    static final int HALTED = 77;

    public static void main(String[] args) throws Exception {
      String kind = args[1];
      String text = kind.equals("different") ? Long.toString(System.nanoTime()) : "x";
      Pipeline pipeline =
          Counted.pipeline(
              context -> {
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = after + 1; n <= LAST; n++) {
                  context.emit(PLAIN, new Tick("", n, text));
                }
              },
              Counted.plain(tick -> process(tick, kind)));
      PipelineStatus end =
          pipeline
              .start(
                  Counted.options(Path.of(args[0]))
                      .batchMaxRecords(50)
                      .batchLinger(
                          Duration.ofHours(1)) // whoever is slow, full batches alone are committed
                      .build())
              .await();
      System.out.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }

    /** Fewer where each takes more starts. */
    static List<Long> fatal(String kind) {
      return switch (kind) {
        case "same" -> FATAL;
        case "different" -> FATAL.subList(0, 2);
        case "none" -> List.of();
        default -> FATAL.subList(0, 1);
      };
    }

    private static ProcessResult<Row, Plain> process(Tick tick, String kind) {
      if (fatal(kind).contains(tick.number())) {
        if (kind.equals("greedy")) {
          takeAllMemory();
        }
        Runtime.getRuntime().halt(HALTED);
      }
      return ProcessResult.of(new Row(tick.number(), "x")).withCheckpoint(new Plain(tick.number()));
    }

    private static void takeAllMemory() {
      List<long[]> taken = new ArrayList<>();
      while (true) {
        taken.add(new long[1 << 16]);
      }
    }
  }
}
