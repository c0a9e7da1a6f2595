package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineLogTest {
  @TempDir Path folder;

  /** Goal: a torn line costs itself and no other. Method: the file is cut at every byte. */
  @Test
  void cutsATornLineOffBeforeItAppends() throws Exception {
    Path file = folder.resolve("closed-gaps.jsonl");
    new LineLog(file).append("{\"id\":1}");
    long first = Files.size(file);
    new LineLog(file).append("{\"id\":2,\"partition\":\"ä\"}");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      new LineLog(file).append("{\"id\":3}");
      List<String> lines = List.of("{\"id\":1}", "{\"id\":2,\"partition\":\"ä\"}", "{\"id\":3}");
      int left = length == whole.length ? 2 : length >= first ? 1 : 0;
      assertThat(Files.readAllLines(file))
          .as("cut at %d", length)
          .isEqualTo(
              left == 2
                  ? lines
                  : left == 1 ? List.of(lines.get(0), lines.get(2)) : lines.subList(2, 3));
    }
  }
}
