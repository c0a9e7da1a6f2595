package dev.durableingest.runtime.sink.file;

import static dev.durableingest.runtime.sink.file.FileStreamTest.TRADES;
import static dev.durableingest.runtime.sink.file.FileStreamTest.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.Retention;
import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.stream.StreamReader;
import dev.durableingest.runtime.stream.StreamReader.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader of a stream sees each committed line once, and none that is taken back. */
@Timeout(300)
final class StreamReaderTest {
  private static final int SEGMENT_BYTES = 200;

  @TempDir Path root;

  @Test
  void givesALineWhenItsDocumentIsSavedAndNotBefore() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      sink.documentSaved();
      try (StreamReader reader = reader(Position.BEGINNING)) {
        sink.write(batch(sink, TRADES, 1));
        assertThat(reader.next()).as("durable, but a crash would take it back").isEmpty();
        sink.documentSaved();
        assertThat(reader.next()).contains("{\"id\":1,\"text\":\"t1\"}");
        assertThat(reader.next()).isEmpty();
        sink.write(batch(sink, TRADES, 2));
        sink.documentSaved();
        assertThat(reader.next().orElseThrow()).contains("\"id\":2");
      }
    }
  }

  @Test
  void goesOnFromItsPositionAndFromTheEnd() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      commit(sink, 1, 20);
      Position half;
      try (StreamReader reader = reader(Position.BEGINNING)) {
        assertThat(ids(reader, 10)).isEqualTo(numbers(1, 10));
        half = reader.position();
      }
      Position end = StreamReader.end(root.resolve("market"));
      assertThat(end.segment()).as("several segments").isGreaterThan(1);
      commit(sink, 21, 30);
      try (StreamReader reader = reader(half)) {
        assertThat(ids(reader, 100)).isEqualTo(numbers(11, 30));
      }
      try (StreamReader reader = reader(end)) {
        assertThat(ids(reader, 100)).isEqualTo(numbers(21, 30));
      }
    }
  }

  @Test
  void goesOnWithTheOldestSegmentThatIsThere() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      commit(sink, 1, 30);
      Files.delete(root.resolve("market/00000000000000000001.ndjson"));
      try (StreamReader reader = reader(Position.BEGINNING)) {
        List<Long> ids = ids(reader, 100);
        assertThat(ids.get(0)).isGreaterThan(1);
        assertThat(ids).isEqualTo(numbers(ids.get(0), 30));
      }
    }
  }

  @Test
  void saysThatTheStreamEndsBeforeWhatWasReadAlready() throws Exception {
    Map<String, SinkPosition> early;
    try (Sink sink = open()) {
      sink.recover(Map.of());
      commit(sink, 1, 5);
      early = sink.positions();
      commit(sink, 6, 9);
    }
    try (StreamReader reader = reader(Position.BEGINNING);
        Sink sink = open()) {
      assertThat(ids(reader, 100)).isEqualTo(numbers(1, 9));
      sink.recover(early); // as after a store that lost its newest documents
      sink.documentSaved();
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("before what was read already");
    }
  }

  /**
   * Goal: whatever is written, cut back and written again under a reader that never pauses, it sees
   * the committed lines, each once and in order. Method: a writer that "dies" before it saves, at
   * random; its successor cuts back to the last document.
   */
  @Test
  void seesEachCommittedLineOnceThoughTheWriterIsCutBackAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("StreamReaderTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Files.createDirectories(root.resolve("market"));
    AtomicBoolean done = new AtomicBoolean();
    List<Long> seen = new ArrayList<>();
    Thread reading = new Thread(() -> readUntil(done, seen));
    reading.start();

    Map<String, SinkPosition> saved = Map.of();
    long next = 1;
    int cut = 0;
    for (int life = 0; life < 40; life++) {
      try (Sink sink = open()) {
        sink.recover(saved);
        saved = sink.positions();
        sink.documentSaved();
        for (int i = random.nextInt(6); i > 0; i--) {
          sink.write(batch(sink, TRADES, next++));
          saved = sink.positions();
          sink.documentSaved();
        }
        if (random.nextBoolean()) {
          sink.write(batch(sink, TRADES, 1_000_000 + next)); // nobody saves it
          cut++;
        }
      }
    }
    done.set(true);
    reading.join();
    assertThat(cut).isPositive();
    assertThat(seen).isEqualTo(numbers(1, next - 1));
  }

  private void readUntil(AtomicBoolean done, List<Long> seen) {
    try (StreamReader reader = reader(Position.BEGINNING)) {
      while (true) {
        boolean isLast = done.get();
        seen.addAll(ids(reader, Integer.MAX_VALUE));
        if (isLast) {
          return;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Sink open() throws SinkException {
    return FileStream.open(
        new StreamUrl(new FileUrl(root, false), Retention.keepAll(SEGMENT_BYTES)),
        "p",
        List.of(TRADES),
        Clock.systemUTC());
  }

  private StreamReader reader(Position start) throws IOException {
    return StreamReader.open(root.resolve("market"), start);
  }

  private static void commit(Sink sink, long first, long last) throws SinkException {
    for (long id = first; id <= last; id++) {
      sink.write(batch(sink, TRADES, id));
      sink.documentSaved();
    }
  }

  private static List<Long> ids(StreamReader reader, int max) throws IOException {
    List<Long> ids = new ArrayList<>();
    Optional<String> line = Optional.empty();
    while (ids.size() < max && (line = reader.next()).isPresent()) {
      ids.add(Long.valueOf(line.get().replaceAll("\\{\"id\":(\\d+),.*", "$1")));
    }
    return ids;
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
