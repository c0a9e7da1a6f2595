package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run does not wait for a folder that can never be: it says so in one line and fails. */
@Timeout(300) // what waits, waits for ever
final class ImpossiblePathTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--stream", "--checkpoints", "--dead-letters", "--journal"})
  void aFolderInAFileSystemOfTheKernelIsRefused(String option) {
    Path inKernel = Path.of("/proc/durable-ingest");
    assumeTrue(Files.isDirectory(inKernel.getParent()), "needs Linux's /proc");

    Ran ran = run(option, inKernel);

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.errLines())
        .filteredOn(line -> line.contains(inKernel.toString()))
        .singleElement()
        .asString()
        .startsWith("quakes: " + inKernel)
        .endsWith(
            "cannot be made: its file system, proc, shows the kernel and keeps no files; name a"
                + " folder on a disk");
    assertThat(check(option, inKernel).out())
        .containsPattern("fails .*" + inKernel + ".* keeps no files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--stream", "--checkpoints", "--dead-letters", "--journal"})
  void aNameThatNoFileSystemTakesIsRefused(String option) {
    Path tooLong = folder.resolve("x".repeat(300));

    Ran ran = run(option, tooLong);

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).as("none was read").doesNotContain("last checkpoint");
    assertThat(ran.errLines())
        .filteredOn(line -> line.contains(tooLong.toString()))
        .singleElement()
        .asString()
        .contains("File name too long");
  }

  private Ran check(String option, Path path) {
    return execute("check", option, path);
  }

  private Ran run(String option, Path path) {
    return execute("run", option, path);
  }

  private Ran execute(String command, String option, Path path) {
    Map<String, String> folders = new LinkedHashMap<>();
    for (String own : List.of("stream", "checkpoints", "dead-letters")) {
      folders.put("--" + own, "file:" + folder.resolve(own));
    }
    folders.put(option, option.equals("--journal") ? path.toString() : "file:" + path);
    List<String> all = new ArrayList<>(List.of(command, "--count", "3", "--token", "quiet-token"));
    folders.forEach((name, value) -> all.addAll(List.of(name, value)));
    return Ran.quakes(Map.of(), all.toArray(String[]::new));
  }
}
