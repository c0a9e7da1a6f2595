package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedFileTest {
  private static final String FIRST = "00000000000000000001.ndjson";
  private static final String SECOND = "00000000000000000002.ndjson";
  @TempDir Path root;

  @Test
  void whatWasWrittenAfterTheRecordedEndIsCutAndWrittenToANewSegment() throws Exception {
    SinkPosition recorded;
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      recorded = write(file, "one\n");
      write(file, "two\n");
    }
    try (SegmentedFile file = open(1000)) {
      file.recover(recorded, false);
      assertThat(file.position()).isEqualTo(recorded);
      assertThat(lines()).isEqualTo("one\n");
      assertThat(write(file, "2\n")).isEqualTo(new SinkPosition(recorded.identity(), 2, 2));
    }
    assertThat(lines()).isEqualTo("one\n2\n");
  }

  @Test
  void segmentsRollBeforeTheyGrowTooLargeAndLaterOnesAreRemoved() throws Exception {
    SinkPosition recorded;
    try (SegmentedFile file = open(10)) {
      file.recover(null, false);
      write(file, "12345\n");
      recorded = write(file, "678\n");
      write(file, "9\n");
      write(file, "a line that is longer than a segment\n");
      assertThat(write(file, "x\n").segment()).isEqualTo(4);
    }
    try (SegmentedFile file = open(10)) {
      file.recover(recorded, false);
    }
    assertThat(segmentNames()).containsExactly(FIRST);
    assertThat(lines()).isEqualTo("12345\n678\n");
  }

  /** At every length of the file: recovery comes to the recorded end, or refuses. */
  @Test
  void aFileCutAtAnyByteIsEitherRecoveredOrRefused() throws Exception {
    String line = "{\"id\":1,\"text\":\"é\"}\n";
    byte[] lines = line.repeat(3).getBytes(StandardCharsets.UTF_8);
    int recordedBytes = 2 * lines.length / 3;
    for (int length = 0; length <= lines.length; length++) {
      Path folder = root.resolve("s");
      SinkPosition recorded;
      try (SegmentedFile file = open(1000)) {
        file.recover(null, false);
        recorded = write(file, line + line);
        write(file, line);
      }
      truncate(folder.resolve(FIRST), length);
      try (SegmentedFile file = open(1000)) {
        if (length < recordedBytes) {
          expectStop(() -> file.recover(recorded, false), "which has " + length);
          assertThat(Files.size(folder.resolve(FIRST))).isEqualTo(length);
        } else {
          file.recover(recorded, false);
          assertThat(lines()).isEqualTo(line + line);
        }
      }
      deleteAll(folder);
    }
  }

  @Test
  void keptLinesLoseOnlyATornTail() throws Exception {
    String line = "{\"id\":1}\n";
    for (int cut = 0; cut <= line.length(); cut++) {
      SinkPosition recorded;
      try (SegmentedFile file = open(1000)) {
        file.recover(null, true);
        recorded = write(file, line);
        write(file, line);
        write(file, line);
      }
      Path segment = root.resolve("s").resolve(FIRST);
      truncate(segment, 3 * line.length() - cut);
      try (SegmentedFile file = open(1000)) {
        file.recover(cut % 2 == 0 ? recorded : null, true);
        assertThat(lines()).isEqualTo(cut == 0 ? line.repeat(3) : line.repeat(2));
        write(file, "{}\n");
      }
      assertThat(lines()).isEqualTo((cut == 0 ? line.repeat(3) : line.repeat(2)) + "{}\n");
      deleteAll(root.resolve("s"));
    }
  }

  @Test
  void keptLinesOfLaterSegmentsStay() throws Exception {
    SinkPosition recorded;
    try (SegmentedFile file = open(4)) {
      file.recover(null, true);
      recorded = write(file, "one\n");
      write(file, "two\n");
      write(file, "three\n");
    }
    Files.writeString(
        root.resolve("s/00000000000000000003.ndjson"), "three\nfo", StandardCharsets.UTF_8);
    try (SegmentedFile file = open(4)) {
      file.recover(recorded, true);
      assertThat(file.position()).isEqualTo(new SinkPosition(recorded.identity(), 3, 6));
    }
    assertThat(lines()).isEqualTo("one\ntwo\nthree\n");
  }

  /** A machine crash may leave a file longer than the data that reached it. */
  @Test
  void keptLinesEndBeforeZeroBytes() throws Exception {
    try (SegmentedFile file = open(1000)) {
      file.recover(null, true);
      write(file, "one\nt\0\0\nthree\n");
      file.recover(null, true);
    }
    assertThat(lines()).isEqualTo("one\n");
  }

  @Test
  void anotherFolderInItsPlaceIsRefusedUntouched() throws Exception {
    SinkPosition recorded;
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      recorded = write(file, "one\n");
    }
    deleteAll(root.resolve("s"));
    try (SegmentedFile file = open(1000)) {
      expectStop(() -> file.recover(recorded, false), "the folder has none");
      file.recover(null, false);
      write(file, "other\nlines\n");
      expectStop(() -> file.recover(recorded, false), recorded.identity(), "reset");
      expectStop(() -> file.recover(recorded, true), recorded.identity());
    }
    assertThat(lines()).isEqualTo("other\nlines\n");
  }

  @Test
  void aLostSegmentIsRefused() throws Exception {
    try (SegmentedFile file = open(4)) {
      file.recover(null, false);
      write(file, "one\n");
      SinkPosition recorded = write(file, "two\n");
      Files.delete(root.resolve("s").resolve(SECOND));
      expectStop(() -> file.recover(recorded, false), SECOND + ", which is missing");
    }
  }

  @Test
  void anIdentityFileCutAnywhereIsRefused() throws Exception {
    SinkPosition recorded;
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      recorded = write(file, "one\n");
    }
    for (int length = 36; length >= 0; length--) {
      truncate(root.resolve("s/.identity"), length);
      try (SegmentedFile file = open(1000)) {
        expectStop(() -> file.recover(recorded, false), "identity");
        expectStop(() -> file.recover(null, false), ".identity is damaged");
      }
    }
    assertThat(lines()).isEqualTo("one\n");
  }

  @Test
  void aSecondPipelineIsRefusedWithTheNameOfTheFirst() throws Exception {
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      expect(
          Verdict.IN_USE,
          () -> open(1000),
          "stream 's'",
          "is in use by pipeline 'p', process " + ProcessHandle.current().pid());
    }
    try (OtherProcess other = OtherProcess.locking(root.resolve("s/LOCK"))) {
      expect(Verdict.IN_USE, () -> open(1000), "another process, process " + other.pid());
    }
    open(1000).close();
  }

  @Test
  void aFolderRemovedUnderTheWriterIsNoticed() throws Exception {
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      write(file, "one\n");
      deleteAll(root.resolve("s"));
      expectStop(() -> write(file, "two\n"), "was removed or replaced");
    }
  }

  /** Goal: a full disk costs nothing. Method: fill a real one, free it, write the same again. */
  @Test
  void aFullDiskLeavesNoTornLineAndTheSameBatchFitsLater() throws Exception {
    Optional<TinyDisk> mounted = TinyDisk.mount(root);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk disk = mounted.get();
        SegmentedFile file = open(10 * TinyDisk.BYTES)) {
      assertThat(Files.getFileStore(root)).isEqualTo(disk.store());
      file.recover(null, false);
      write(file, "one\n");
      Path ballast = root.resolve("ballast");
      Files.write(ballast, new byte[TinyDisk.BYTES / 2]);
      String large = "x".repeat(TinyDisk.BYTES * 3 / 4) + "\n";
      for (int attempt = 0; attempt < 3; attempt++) {
        expectRetry(() -> write(file, large), "disk full: " + root.resolve("s").resolve(FIRST));
        assertThat(lines()).isEqualTo("one\n");
      }
      Files.delete(ballast);
      write(file, large);
      assertThat(lines()).isEqualTo("one\n" + large);
    }
  }

  @Test
  void aReadOnlyDiskIsNamedAndLeftToSomebody() throws Exception {
    Optional<TinyDisk> mounted = TinyDisk.mount(root);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk disk = mounted.get()) {
      assertThat(disk.remount("ro")).isTrue();
      expectStop(() -> open(1000), "read-only");
      assertThat(disk.remount("rw")).isTrue();
      open(1000).close();
    }
  }

  /** A device that takes every byte and refuses to be forced. */
  @Test
  void afterAFailedForceNothingIsEverWrittenToThatFile() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/null")), "needs /dev/null");
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      Files.createSymbolicLink(root.resolve("s").resolve(FIRST), Path.of("/dev/null"));
      file.append(bytes("one\n"));
      expectStop(file::force, "could not be forced");
      expectStop(() -> file.append(bytes("one\n")), FIRST);
      expectStop(file::force, FIRST);
      assertThat(file.position().bytes()).isZero();
      Files.delete(root.resolve("s").resolve(FIRST));
    }
  }

  @Test
  void anInterruptedWriterStopsInsteadOfRetryingForEver() throws Exception {
    try (SegmentedFile file = open(1000)) {
      file.recover(null, false);
      write(file, "one\n");
      Thread.currentThread().interrupt();
      expectStop(() -> file.append(bytes("two\n")), "interrupt");
      assertThat(Thread.interrupted()).isTrue();
      expectStop(() -> file.append(bytes("two\n")), FIRST);
    }
    assertThat(lines()).isEqualTo("one\n");
  }

  private SegmentedFile open(long segmentBytesMax) throws SinkException {
    return SegmentedFile.open(
        new FileUrl(root.resolve("s"), false),
        "stream 's'",
        "pipeline 'p'",
        Retention.keepAll(segmentBytesMax),
        Clock.systemUTC());
  }

  private static SinkPosition write(SegmentedFile file, String lines) throws SinkException {
    file.append(bytes(lines));
    file.force();
    file.commit();
    return file.position();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String lines() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : segmentNames()) {
      lines.append(Files.readString(root.resolve("s").resolve(name), StandardCharsets.UTF_8));
    }
    return lines.toString();
  }

  private java.util.List<String> segmentNames() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("s"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static void truncate(Path file, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, length));
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void expectStop(ThrowingCallable call, String... parts) {
    expect(Verdict.STOP, call, parts);
  }

  private static void expectRetry(ThrowingCallable call, String... parts) {
    expect(Verdict.RETRY_SAME, call, parts);
  }

  private static void expect(Verdict verdict, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).as("%s", e).isEqualTo(verdict))
        .hasMessageNotContaining("\n")
        .message()
        .contains(parts);
  }
}
