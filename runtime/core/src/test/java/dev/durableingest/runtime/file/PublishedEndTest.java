package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.sink.SinkPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PublishedEndTest {
  @TempDir Path folder;

  /** Goal: half an end is never taken for another one. Method: its file is cut at every byte. */
  @ParameterizedTest
  @EnumSource(PublishedEnd.class)
  void isNoneWhereItsFileWasCutAnywhere(PublishedEnd published) throws Exception {
    SinkPosition end = new SinkPosition("a81d", 12, 71_233);
    published.write(folder, end);
    assertThat(published.read(folder)).contains(end);
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(published.read(folder)).as("cut at %d", length).isEmpty();
    }
    published.write(folder, end);
    assertThat(published.read(folder)).contains(end);
  }

  @Test
  void isNoneInAnEmptyFolder() throws Exception {
    assertThat(PublishedEnd.COMMITTED.read(folder)).isEmpty();
  }

  private Path onlyFile() throws Exception {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
