package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that ingests into a folder, and may die there: started by a test, with a class of the
 * test as its main class.
 *
 * @param main whose {@code main} gets the folder, and further arguments
 * @param folder where it ingests to, and logs into {@code child.log}
 */
record ChildProcess(Class<?> main, Path folder) {

  /** Starts it. */
  Process start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(new File(folder.toFile(), "child.log"))
        .start();
  }

  /**
   * Starts it so many times, and kills it soon after it has said that it is at work, or every
   * second time, that it has committed something.
   */
  void killAgainAndAgain(int kills, Random random, String... arguments) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      Process child = start(arguments);
      for (int sign = 0; sign <= kill % 2; sign++) {
        assertThat(child.getInputStream().read()).as(this::log).isNotNegative();
      }
      Thread.sleep(random.nextInt(250));
      child.destroyForcibly();
      assertThat(child.waitFor()).as(this::log).isEqualTo(137);
    }
  }

  /** Starts it and lets it end by itself. */
  void runToItsEnd(String... arguments) throws Exception {
    Process last = start(arguments);
    assertThat(last.waitFor()).as(this::log).isZero();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("child.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * In the process: it is at work, and will say so again once it has committed something.
   *
   * @param after the number of {@link Counted#PLAIN} that was committed before
   */
  static void sayAtWork(SourceContext context, long after) {
    AtomicBoolean isSaid = new AtomicBoolean();
    context.onCheckpointed(
        checkpoint -> {
          Plain cursor = checkpoint.cursors(Counted.PLAIN).get("");
          if (cursor != null && cursor.number() > after && !isSaid.getAndSet(true)) {
            say();
          }
        });
    say();
  }

  private static void say() {
    System.out.write('!');
    System.out.flush();
  }

  /**
   * In the process: a number that is greater than all that earlier processes came to by counting
   * from theirs. No wall clock, which may be set back.
   */
  static long greaterThanBefore() {
    return System.nanoTime();
  }

  /** In the process: ends it as its run has ended. */
  static void exit(PipelineStatus end) {
    if (end.problem() != null) {
      System.err.println(end.problem());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }
}
