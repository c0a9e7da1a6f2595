package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.sink.SinkProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever hangs, a signal ends the process within the drain timeout, and it says what was
 * left and where. Method: a real JVM ingests; then its source, its stream or its store stops to
 * answer, and SIGTERM is sent. What was committed before is still there.
 */
@Timeout(300)
final class HangTest {
  private static final long DRAIN_MILLIS = 1_500;

  @TempDir Path folder;
  private Process child;

  @AfterEach
  void leaveNoChildBehind() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  @Test
  void aSourceThatDoesNotLeaveRunDoesNotHangTheStop() throws Exception {
    start("--rest-at", "200", "--deaf");
    awaitEvents(200);
    assertThat(exitCodeAfterSignal()).isEqualTo(1);
    // Who says it depends on who is late: the pipeline, or who watches over it.
    assertThat(read("err"))
        .containsPattern("the source did not leave run within the drain timeout|busy at stage")
        .contains("last checkpoint");
    assertThat(RunCommandTest.ids(folder)).hasSize(200);
  }

  @Test
  void aStreamThatDoesNotAnswerDoesNotHangTheStop() throws Exception {
    start("--stream", "hanging:" + folder.resolve("streams"));
    awaitEvents(100);
    hang("streams");
    assertThat(exitCodeAfterSignal()).isEqualTo(1);
    assertThat(read("err"))
        .contains("busy at stage sink")
        .containsPattern("\\d+ events not committed");
  }

  @Test
  void aCheckpointStoreThatDoesNotAnswerDoesNotHangTheStop() throws Exception {
    start("--checkpoints", "hanging:" + folder.resolve("checkpoints"));
    awaitEvents(100);
    hang("checkpoints");
    assertThat(exitCodeAfterSignal()).isEqualTo(1);
    assertThat(read("err"))
        .contains("busy at stage checkpoint")
        .containsPattern("\\d+ events not committed");
  }

  /** Ends within the drain timeout, and a second run then goes on where the first one hung. */
  @Test
  void aRunAfterOneThatHungHasEverything() throws Exception {
    start("--stream", "hanging:" + folder.resolve("streams"));
    awaitEvents(100);
    hang("streams");
    assertThat(exitCodeAfterSignal()).isEqualTo(1);
    Files.delete(folder.resolve("streams/HANG"));
    int before = RunCommandTest.ids(folder).size();
    Ran ran =
        Ran.quakes(RunCommandTest.environment(folder), "--count", String.valueOf(before + 500));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    List<Long> ids = RunCommandTest.ids(folder);
    assertThat(ids).hasSize(before + 500).doesNotHaveDuplicates().isSorted();
  }

  private int exitCodeAfterSignal() throws Exception {
    assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(child.pid())).start().waitFor())
        .isZero();
    return child.waitFor(); // what hangs would hang for ever
  }

  private void awaitEvents(int count) throws Exception {
    while (RunCommandTest.written(folder) < count) {
      assertThat(child.isAlive()).as(() -> read("err")).isTrue();
      Thread.sleep(20);
    }
  }

  /** A disk hangs from now on, and the run has come to it. */
  private void hang(String disk) throws Exception {
    Files.createFile(folder.resolve(disk).resolve("HANG"));
    while (Files.notExists(folder.resolve(disk).resolve("HANGS"))) {
      assertThat(child.isAlive()).as(() -> read("err")).isTrue();
      Thread.sleep(20);
    }
  }

  private void start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    String path = provided() + File.pathSeparator + System.getProperty("java.class.path");
    command.addAll(List.of("-cp", path, Quakes.class.getName()));
    command.addAll(List.of("--count", "0", "--pause", "1ms"));
    command.addAll(List.of("--drain-timeout", DRAIN_MILLIS + "ms"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(RunCommandTest.environment(folder));
    child = builder.start();
  }

  /** A folder for the class path of the child, by which it finds what hangs. */
  private Path provided() throws IOException {
    Path services = Files.createDirectories(folder.resolve("provided/META-INF/services"));
    Files.writeString(
        services.resolve(SinkProvider.class.getName()), HangingStream.class.getName());
    Files.writeString(
        services.resolve(CheckpointStoreProvider.class.getName()), HangingStore.class.getName());
    return folder.resolve("provided");
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return "(nothing)";
    }
  }
}
