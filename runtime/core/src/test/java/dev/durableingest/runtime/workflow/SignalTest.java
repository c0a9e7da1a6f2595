package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Goal: a signal loses nothing that the source has emitted, and the process ends with exit code 0.
 * Method: a real JVM ingests without end, is signalled, and what it noted as emitted is compared
 * with the stream and the checkpoint.
 */
@Timeout(300)
final class SignalTest {
  /** Options that a JVM takes from them are told on its standard error. */
  private static final Set<String> TOLD_OF_BY_A_JVM =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  @TempDir Path folder;
  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void leaveNoChildBehind() throws InterruptedException {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void drainsAndExitsWithZero(String signal) throws Exception {
    Process child = start("--drain-timeout", "2m");
    awaitEvents(child);
    signal(child, signal);

    assertThat(child.waitFor()).isZero();
    assertEverythingIsCommitted();
    assertThat(read("err")).contains("quakes: stopped after ").doesNotContain("not committed");
  }

  @Test
  void aSecondSignalChangesNothing() throws Exception {
    Process child = start();
    awaitEvents(child);
    signal(child, "STOP"); // or the second would come too late where the first is heard at once
    signal(child, "INT");
    signal(child, "TERM");
    signal(child, "CONT");

    assertThat(child.waitFor()).isZero();
    assertEverythingIsCommitted();
  }

  @Test
  void tellsTheResultAsJsonAfterASignal() throws Exception {
    Process child = start("--json");
    awaitEvents(child);
    signal(child, "TERM");

    assertThat(child.waitFor()).isZero();
    List<String> lines = read("out").lines().toList();
    JsonNode result = JsonLine.MAPPER.readTree(lines.get(lines.size() - 1));
    assertThat(result.path("type").asString()).isEqualTo("result");
    assertThat(result.path("events").asInt()).isEqualTo(RunCommandTest.ids(folder).size());
    assertThat(result.path("exitCode").asInt(-1)).isZero();
  }

  @Test
  void goesOnAlthoughNobodyReadsItsOutput() throws Exception {
    ProcessBuilder builder = builder("--progress", "always", "--json");
    builder.redirectOutput(Redirect.PIPE).redirectError(Redirect.PIPE);
    Process child = started(builder);
    child.getInputStream().close();
    child.getErrorStream().close();
    awaitEvents(child, 300);
    signal(child, "TERM");

    assertThat(child.waitFor()).isZero();
    assertEverythingIsCommitted();
  }

  /** Every write to this device fails as on a full disk. */
  @Test
  void goesOnAlthoughTheDiskOfItsLogIsFull() throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "Skipped: there is no /dev/full here");
    ProcessBuilder builder = builder("--progress", "always", "--json");
    Process child = started(builder.redirectOutput(full).redirectError(full));
    awaitEvents(child, 300);
    signal(child, "TERM");

    assertThat(child.waitFor()).isZero();
    assertEverythingIsCommitted();
  }

  @Test
  void wrongUsageExitsWithTwo() throws Exception {
    Process child = start("--batch-linker", "1s");

    assertThat(child.waitFor()).isEqualTo(2);
    assertThat(read("err"))
        .isEqualTo(
            "quakes: There is no option '--batch-linker'. Did you mean '--batch-linger'?\n"
                + "Try 'quakes --help'.\n");
  }

  /** Kafka's clients, for one, log a hundred lines of settings. */
  @Test
  void whatALibraryTellsOfItselfIsShownToTheVerboseAlone() throws Exception {
    Process child = start("check", "--strict");
    child.waitFor();
    assertThat(read("out")).contains("ok     config");
    assertThat(read("err")).isEmpty();

    start("check", "--strict", "--verbose").waitFor();
    assertThat(read("err")).contains("info: what a library tells of itself");
  }

  @Test
  void failureExitsWithOne() throws Exception {
    Process child = start("--resource", "nope");

    assertThat(child.waitFor()).isEqualTo(1);
    assertThat(read("err")).contains("no resource 'nope'").doesNotContain("\tat ");
  }

  @Test
  void aDrainThatCannotEndIsGivenUpAfterItsTimeout() throws Exception {
    Process child = start("--stuck-at", "200", "--drain-timeout", "500ms");
    awaitEvents(child);
    while (Files.notExists(Quakes.stuck(folder.resolve("last")))) {
      assertThat(child.isAlive()).as(() -> read("err")).isTrue();
      Thread.sleep(20);
    }
    signal(child, "TERM");

    assertThat(child.waitFor()).isEqualTo(1);
    assertThat(read("err")).contains("rain timeout").containsPattern("\\d+ events not committed");
    List<Long> ids = RunCommandTest.ids(folder);
    assertThat(ids).hasSizeBetween(100, 199);
    assertThat(ids).isEqualTo(LongStream.rangeClosed(1, ids.size()).boxed().toList());
  }

  private void assertEverythingIsCommitted() throws IOException {
    long emitted = Long.parseLong(Files.readString(folder.resolve("last")));
    assertThat(RunCommandTest.ids(folder))
        .isEqualTo(LongStream.rangeClosed(1, emitted).boxed().toList());
    String shown = Ran.quakes(RunCommandTest.environment(folder), "checkpoint", "show").out();
    assertThat(shown).contains("{\"id\":" + emitted + "}");
  }

  private void awaitEvents(Process child) throws Exception {
    awaitEvents(child, 100);
  }

  private void awaitEvents(Process child, int count) throws Exception {
    while (RunCommandTest.written(folder) < count) {
      assertThat(child.isAlive()).as(() -> read("err")).isTrue();
      Thread.sleep(20);
    }
  }

  private Process start(String... args) throws IOException {
    ProcessBuilder builder = builder(args);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return started(builder);
  }

  private Process started(ProcessBuilder builder) throws IOException {
    Process child = builder.start();
    children.add(child);
    return child;
  }

  private ProcessBuilder builder(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Quakes.class.getName()));
    command.addAll(List.of(args)); // a command comes first
    command.addAll(List.of("--count", "0", "--pause", "1ms"));
    command.addAll(List.of("--last-emitted", folder.resolve("last").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(TOLD_OF_BY_A_JVM);
    builder.environment().putAll(RunCommandTest.environment(folder));
    return builder;
  }

  /** Where a script starts the tests in the background, they and their children ignore some. */
  private static void assumeHeard(Process child, String name) throws IOException {
    Path status = Path.of("/proc", Long.toString(child.pid()), "status");
    if (!Files.exists(status)) {
      return;
    }
    int number = Map.of("HUP", 1, "INT", 2, "TERM", 15, "CONT", 18, "STOP", 19).get(name);
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        assumeTrue((ignored >> (number - 1) & 1) == 0, "Skipped: SIG" + name + " is ignored here");
      }
    }
  }

  private static void signal(Process child, String name) throws Exception {
    assumeHeard(child, name);
    int exitCode =
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor();
    assertThat(exitCode).isZero();
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
