package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
  @TempDir Path folder;

  @Test
  void holdsNothingBeforeTheFirstRecord() throws IOException {
    assertThat(new RecordFile(folder.resolve("redo")).read()).isEmpty();
  }

  @Test
  void holdsTheLastRecordWhateverItsLength() throws IOException {
    Path path = folder.resolve("deep/redo");
    try (RecordFile file = new RecordFile(path)) {
      for (String record : List.of("first", "a second that is longer", "", "third")) {
        file.write(parts(record));
        assertThat(text(new RecordFile(path))).isEqualTo(record);
      }
    }
    try (RecordFile again = new RecordFile(path)) {
      again.write(parts("fourth"));
    }
    assertThat(text(new RecordFile(path))).isEqualTo("fourth");
  }

  /**
   * Goal: a record that a crash cut is none. Method: the new record is put over the old one up to
   * every byte, which is what an interrupted write leaves.
   */
  @Test
  void takesARecordThatWasCutAnywhereForNone() throws IOException {
    Path path = folder.resolve("redo");
    byte[] before = written(path, "the record before, which is longer");
    byte[] after = written(folder.resolve("other"), "the next one");
    for (int cut = 1; cut < after.length; cut++) {
      byte[] mixed = Arrays.copyOf(before, before.length);
      System.arraycopy(after, 0, mixed, 0, cut);
      Files.write(path, mixed);
      String found =
          new RecordFile(path)
              .read()
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse("none");
      boolean isComplete = Arrays.equals(mixed, 0, after.length, after, 0, after.length);
      boolean isUntouched = Arrays.equals(mixed, before);
      assertThat(found)
          .isEqualTo(
              isComplete
                  ? "the next one"
                  : isUntouched ? "the record before, which is longer" : "none");
      Files.write(path, Arrays.copyOf(after, cut));
      assertThat(new RecordFile(path).read()).isEmpty();
    }
  }

  @Test
  void makesANewFileAfterAFailure() throws IOException {
    Path path = folder.resolve("redo");
    Path inTheWay = Files.createDirectories(path);
    try (RecordFile file = new RecordFile(path)) {
      assertThatThrownBy(() -> file.write(parts("first"))).isInstanceOf(IOException.class);
      Files.deleteIfExists(inTheWay);
      file.write(parts("second"));
    }
    assertThat(text(new RecordFile(path))).isEqualTo("second");
  }

  /** A record that has no room is none, and the next one that has is whole. */
  @Test
  void onAFullDiskHoldsNothingUntilThereIsRoom() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Optional<TinyDisk> mounted = TinyDisk.mount(disk);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk tiny = mounted.get();
        RecordFile file = new RecordFile(disk.resolve("redo"))) {
      file.write(parts("small"));
      String large = "x".repeat(2 * TinyDisk.BYTES);
      assertThatThrownBy(() -> file.write(parts(large)))
          .isInstanceOf(IOException.class)
          .satisfies(
              e ->
                  assertThat(FileFailure.of(file.path(), (IOException) e).verdict())
                      .isEqualTo(Verdict.RETRY_SAME));
      assertThat(file.read()).isEmpty();
      assertThat(tiny.remount("size=16m")).isTrue();
      file.write(parts(large));
      assertThat(text(file)).isEqualTo(large);
    }
  }

  private static byte[] written(Path path, String record) throws IOException {
    try (RecordFile file = new RecordFile(path)) {
      file.write(parts(record));
    }
    return Files.readAllBytes(path);
  }

  private static List<ByteBuffer> parts(String record) {
    int half = record.length() / 2;
    return List.of(bytes(record.substring(0, half)), bytes(record.substring(half)));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(RecordFile file) throws IOException {
    return new String(file.read().orElseThrow(), StandardCharsets.UTF_8);
  }
}
