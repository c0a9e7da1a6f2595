package dev.durableingest.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.SegmentFolder;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.Intake.Answer;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with a journal in it, and items to append. */
record JournalFolder(Path folder) {
  static final JournalLimits LIMITS = new JournalLimits(1 << 20, Duration.ofHours(1), false);

  /** A payload of every kind of value. */
  record Quote(
      String text, BigDecimal price, double ratio, Instant at, List<Long> sizes, byte[] raw) {}

  record None() {}

  /** Has nothing that JSON could hold. */
  static final class Odd {}

  static final ResourceBinding<Quote, None, Void> QUOTES = resource("quotes", Quote.class);
  static final ResourceBinding<byte[], None, Void> RAW = resource("raw", byte[].class);
  static final ResourceBinding<Odd, None, Void> ODD = resource("odd", Odd.class);

  Journal open(JournalMark mark) throws SinkException {
    return open(mark, LIMITS);
  }

  Journal open(JournalMark mark, JournalLimits limits) throws SinkException {
    return open(SegmentFolder.open(new FileUrl(folder, false), "a test", "a test"), mark, limits);
  }

  static Journal open(SegmentStore store, JournalMark mark, JournalLimits limits)
      throws SinkException {
    try {
      return Journal.open(
          store, mark, Map.of("quotes", QUOTES, "raw", RAW, "odd", ODD), limits, Time.system());
    } catch (SinkException e) {
      store.close();
      throw e;
    }
  }

  JournalMark mark(long sequence) throws IOException {
    Path file = folder.resolve(".identity");
    String identity = Files.exists(file) ? Files.readString(file).strip() : "none yet";
    return new JournalMark(identity, sequence, !Files.exists(file), Map.of(), Map.of());
  }

  Path only() throws IOException {
    assertThat(segments()).hasSize(1);
    return segments().get(0);
  }

  List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  static Answer append(Journal journal, QueueItem item) {
    return journal.append(journal.store(item));
  }

  static QueueItem raw(int number) {
    return event(RAW, new byte[] {(byte) (number >> 8), (byte) number});
  }

  static List<Integer> numbers(Journal journal) throws SinkException {
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < journal.backlog()) {
      for (QueueItem item : journal.read(7, 1 << 20).items()) {
        byte[] bytes = (byte[]) ((QueueItem.Event<?>) item).payload();
        numbers.add((bytes[0] & 255) << 8 | bytes[1] & 255);
      }
    }
    return numbers;
  }

  static <P> QueueItem.Event<P> event(ResourceBinding<P, ?, ?> resource, P payload) {
    return new QueueItem.Event<>(resource, payload, 100, 0);
  }

  private static <P> ResourceBinding<P, None, Void> resource(String name, Class<P> type) {
    return new ResourceBinding<>(
        ResourceKey.of(name, type, Void.class),
        payload -> ProcessResult.none(),
        SinkTarget.stream(name, ""),
        new RecordCodec<>() {
          @Override
          public List<Column> columns() {
            return List.of();
          }

          @Override
          public void check(None row) {}

          @Override
          public void write(None row, RecordWriter out) {}
        },
        payload -> 100,
        OnError.DEAD_LETTER,
        Replay.NONE);
  }
}
