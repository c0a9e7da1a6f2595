package dev.durableingest.runtime.sink.file;

import static dev.durableingest.runtime.sink.file.FileStreamTest.TRADES;
import static dev.durableingest.runtime.sink.file.FileStreamTest.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.file.PublishedEnd;
import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.stream.FellBehindException;
import dev.durableingest.runtime.stream.StreamReader;
import dev.durableingest.runtime.stream.StreamReader.Position;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream keeps what its URL says, and what a recovery or a reader may need. */
@Timeout(300)
final class RetentionTest {
  private static final long KEPT_BYTES = 1600; // segments of 200, ten lines or less

  @TempDir Path root;
  private final MovedClock clock = new MovedClock();

  @Test
  void keepsEverythingUnlessToldOtherwise() throws Exception {
    try (Sink sink = open("")) {
      sink.recover(Map.of());
      commit(sink, 1, 300);
    }
    try (StreamReader reader = reader(Position.BEGINNING)) {
      assertThat(ids(reader, 1000)).isEqualTo(numbers(1, 300));
    }
  }

  @Test
  void deletesTheOldestSegmentsOfAStreamThatOccupiesTooMuch() throws Exception {
    try (Sink sink = open("?retain-bytes=1600B")) {
      sink.recover(Map.of());
      for (int id = 1; id <= 300; id++) {
        commit(sink, id, id);
        assertThat(occupied()).isLessThanOrEqualTo(KEPT_BYTES);
      }
    }
    try (StreamReader reader = reader(Position.BEGINNING)) {
      List<Long> ids = ids(reader, 1000);
      assertThat(ids).hasSizeBetween(50, 80).isEqualTo(numbers(ids.get(0), 300));
    }
  }

  @Test
  void deletesWhatIsTooOldButNeverTheSegmentThatIsWrittenTo() throws Exception {
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(Map.of());
      commit(sink, 1, 3);
      clock.pass(
          Duration.ofMinutes(61)); // an eighth of what is kept: the next line begins a segment
      commit(sink, 4, 6);
      assertThat(segments()).hasSize(2);
      clock.pass(Duration.ofHours(7));
      sink.documentSaved();
      assertThat(segments()).as("the first is 8 h 1 min old").containsExactly(2L);
      clock.pass(Duration.ofDays(1000));
      sink.documentSaved();
      assertThat(segments()).as("is written to").containsExactly(2L);
    }
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(Map.of());
      commit(sink, 7, 7);
      assertThat(segments()).as("old lines had a segment of their own").containsExactly(3L);
    }
    try (StreamReader reader = reader(Position.BEGINNING)) {
      assertThat(ids(reader, 10)).containsExactly(7L);
    }
  }

  @Test
  void beginsNoSegmentAtEachStart() throws Exception {
    Map<String, SinkPosition> saved = Map.of();
    for (int id = 1; id <= 5; id++) {
      try (Sink sink = open("?retain-for=8h")) {
        sink.recover(saved);
        commit(sink, id, id);
        saved = sink.positions();
        clock.pass(Duration.ofMinutes(5));
      }
    }
    assertThat(segments()).containsExactly(1L);
  }

  /** The document decides what a recovery cuts back to, however far the stream has grown since. */
  @Test
  void deletesNothingThatTheSavedDocumentStillNames() throws Exception {
    Map<String, SinkPosition> saved;
    try (Sink sink = open("?retain-bytes=1600")) {
      sink.recover(Map.of());
      commit(sink, 1, 5);
      saved = sink.positions();
      for (int id = 6; id <= 300; id++) {
        sink.write(batch(sink, TRADES, id)); // whose document nobody saves
      }
    }
    try (Sink sink = open("?retain-bytes=1600")) {
      sink.recover(saved);
      sink.documentSaved();
    }
    try (StreamReader reader = reader(Position.BEGINNING)) {
      assertThat(ids(reader, 1000)).isEqualTo(numbers(1, 5));
    }
  }

  @Test
  void aReaderThatFellBehindIsToldAndGoesOnWithTheOldestThatIsLeft() throws Exception {
    try (Sink sink = open("?retain-bytes=1600")) {
      sink.recover(Map.of());
      commit(sink, 1, 8);
      Position half;
      try (StreamReader reader = reader(Position.BEGINNING)) {
        assertThat(ids(reader, 3)).isEqualTo(numbers(1, 3));
        half = reader.position();
      }
      commit(sink, 9, 300);
      try (StreamReader reader = reader(half)) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(FellBehindException.class)
            .hasMessageContaining("deleted before they were read: all from byte " + half.bytes())
            .hasMessageContaining("raise the stream's retain-bytes and retain-for");
        List<Long> ids = ids(reader, 1000);
        assertThat(ids).isNotEmpty().isEqualTo(numbers(ids.get(0), 300));
      }
    }
  }

  @Test
  void aReaderThatHadReadWhatWasDeletedMissesNothingAndIsToldNothing() throws Exception {
    try (Sink sink = open("?retain-bytes=1600")) {
      sink.recover(Map.of());
      List<Long> seen = new ArrayList<>();
      Position at = Position.BEGINNING;
      long next = 1;
      while (next < 500) {
        commit(sink, next, next + 39);
        next += 40;
        try (StreamReader reader = reader(at)) { // opened anew, as after a restart
          seen.addAll(ids(reader, 1000));
          at = reader.position();
        }
      }
      assertThat(segments().get(0)).as("much was deleted").isGreaterThan(30);
      assertThat(seen).isEqualTo(numbers(1, next - 1));
    }
  }

  @Test
  void aReaderAtTheEndOfASegmentThatIsDeletedMissesNothing() throws Exception {
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(Map.of());
      commit(sink, 1, 3);
      Position end = StreamReader.end(root.resolve("market"));
      clock.pass(Duration.ofHours(9));
      commit(sink, 4, 6);
      assertThat(segments()).as("the first is gone").containsExactly(2L);
      try (StreamReader reader = reader(end)) {
        assertThat(ids(reader, 10)).isEqualTo(numbers(4, 6));
      }
    }
  }

  @Test
  void aSegmentThatIsOpenIsReadToItsEndThoughItIsDeleted() throws Exception {
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(Map.of());
      commit(sink, 1, 3);
      try (StreamReader reader = reader(Position.BEGINNING)) {
        assertThat(ids(reader, 1)).containsExactly(1L);
        clock.pass(Duration.ofHours(9));
        commit(sink, 4, 6);
        assertThat(segments()).containsExactly(2L);
        assertThat(ids(reader, 10)).isEqualTo(numbers(2, 6));
      }
    }
  }

  /** The crash is between the publication of a deletion and the deletion itself. */
  @Test
  void aDeletionThatACrashCutShortIsMadeUpForAndHidesNothing() throws Exception {
    Map<String, SinkPosition> saved;
    try (Sink sink = open("")) {
      sink.recover(Map.of());
      commit(sink, 1, 3);
      clock.pass(Duration.ofHours(2));
      saved = sink.positions();
    }
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(saved);
      commit(sink, 4, 6);
      saved = sink.positions();
    }
    Path folder = root.resolve("market");
    SinkPosition first = new SinkPosition("x", 1, Files.size(file(1)));
    PublishedEnd.DELETED.write(folder, first);
    try (StreamReader reader = reader(Position.BEGINNING)) {
      assertThat(ids(reader, 10)).isEqualTo(numbers(1, 6));
    }
    clock.pass(Duration.ofHours(7));
    try (Sink sink = open("?retain-for=8h")) {
      sink.recover(saved);
      sink.documentSaved();
      assertThat(segments()).containsExactly(2L);
    }
  }

  private Sink open(String parameters) throws SinkException {
    StreamUrl url = StreamUrl.parse(URI.create("file:" + root + parameters));
    return FileStream.open(url, "p", List.of(TRADES), clock);
  }

  private List<Long> segments() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("market"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson"))
          .map(name -> Long.valueOf(name.replace(".ndjson", "")))
          .sorted()
          .toList();
    }
  }

  private long occupied() throws IOException {
    long bytes = 0;
    for (long segment : segments()) {
      bytes += Files.size(file(segment));
    }
    return bytes;
  }

  private Path file(long segment) {
    return root.resolve("market").resolve(String.format("%020d.ndjson", segment));
  }

  private StreamReader reader(Position start) throws IOException {
    return StreamReader.open(root.resolve("market"), start);
  }

  private void commit(Sink sink, long first, long last) throws Exception {
    for (long id = first; id <= last; id++) {
      sink.write(batch(sink, TRADES, id));
      Path newest = file(segments().get(segments().size() - 1));
      Files.setLastModifiedTime(newest, FileTime.from(clock.instant()));
      sink.documentSaved();
    }
  }

  private static List<Long> ids(StreamReader reader, int max) throws IOException {
    List<Long> ids = new ArrayList<>();
    while (ids.size() < max) {
      Optional<String> line = reader.next();
      if (line.isEmpty()) {
        break;
      }
      ids.add(Long.valueOf(line.get().replaceAll("\\{\"id\":(\\d+),.*", "$1")));
    }
    return ids;
  }

  /** Stands still, but for what passes. */
  private static final class MovedClock extends Clock {
    private final Instant begin = Instant.now();
    private Duration passed = Duration.ZERO;

    void pass(Duration time) {
      passed = passed.plus(time);
    }

    @Override
    public Instant instant() {
      return begin.plus(passed);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(instant(), zone);
    }
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
