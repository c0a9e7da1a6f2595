package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

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

  /** Starts it so many times, and kills it soon after each time that it has said it is at work. */
  void killAgainAndAgain(int kills, Random random, String... arguments) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      Process child = start(arguments);
      child.getInputStream().read();
      Thread.sleep(random.nextInt(250));
      child.destroyForcibly();
      assertThat(child.waitFor()).isEqualTo(137);
    }
  }

  /** Starts it and lets it end by itself. */
  void runToItsEnd(String... arguments) throws Exception {
    Process last = start(arguments);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();
  }

  /** In the process: it is at work, and may be killed. */
  static void sayAtWork() {
    System.out.write('!');
    System.out.flush();
  }

  /** In the process: ends it as its run has ended. */
  static void exit(PipelineStatus end) {
    if (end.problem() != null) {
      System.err.println(end.problem());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }
}
