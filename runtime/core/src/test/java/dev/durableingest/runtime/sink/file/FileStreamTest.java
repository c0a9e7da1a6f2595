package dev.durableingest.runtime.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.OtherProcess;
import dev.durableingest.runtime.file.Retention;
import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStreamTest {
  private static final String FIRST = "00000000000000000001.ndjson";
  static final ResourceBinding<String, Tick, Long> TRADES =
      resource("trades", "market", Long.class, Replay.FROM_CHECKPOINT);
  private static final ResourceBinding<String, Tick, Long> ORDERS =
      resource("orders", "orders", Long.class, Replay.OVERLAPPING);
  private static final ResourceBinding<String, Tick, Void> TICKER =
      resource("ticker", "ticker", Void.class, Replay.NONE);
  @TempDir Path root;

  record Tick(long id, String text) {}

  @Test
  void isFoundByItsSchemeForStreamsOnly() throws SinkException {
    SinkProvider provider =
        ServiceLoader.load(SinkProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.scheme().equals("file"))
            .findFirst()
            .orElseThrow();
    assertThat(provider.accepts(SinkProvider.Role.STREAM)).isTrue();
    assertThat(provider.accepts(SinkProvider.Role.OLAP)).isFalse();
    try (Sink sink = provider.open(root.toUri(), "p", List.of(TRADES))) {
      assertThat(sink.kind()).isEqualTo(SinkKind.UNDO);
      assertThat(sink.description()).isEqualTo("file:" + root);
    }
  }

  @Test
  void recordsBecomeLinesOfTheirStreamInTheOrderTheyWereAdded() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      SinkBatch batch = sink.newBatch();
      assertThat(batch.isEmpty()).isTrue();
      batch.add(TRADES, new Tick(1, "a\n\"b\""));
      batch.add(TICKER, new Tick(2, "é"));
      batch.add(TRADES, new Tick(3, "c"));
      assertThat(batch.isEmpty()).isFalse();
      sink.write(batch);
      assertThat(lines("market"))
          .isEqualTo("{\"id\":1,\"text\":\"a\\n\\\"b\\\"\"}\n{\"id\":3,\"text\":\"c\"}\n");
      assertThat(lines("ticker")).isEqualTo("{\"id\":2,\"text\":\"é\"}\n");
      assertThat(sink.positions())
          .containsOnlyKeys("stream:market", "stream:orders", "stream:ticker");
      assertThat(sink.positions().get("stream:market").bytes())
          .isEqualTo(Files.size(root.resolve("market").resolve(FIRST)));
      assertThat(sink.positions().get("stream:orders").bytes()).isZero();
    }
  }

  @Test
  void buffersAreReusedWithoutMixingBatches() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      StringBuilder expected = new StringBuilder();
      SinkBatch next = batch(sink, TRADES, 0);
      for (int i = 0; i < 20; i++) {
        SinkBatch current = next;
        next = batch(sink, TRADES, i + 1);
        sink.write(current);
        expected.append(line(i));
        assertThat(lines("market")).isEqualTo(expected.toString());
      }
    }
  }

  @Test
  void theBatchThatWasWrittenLastIsNotWrittenTwiceAndTakesNothingMore() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      SinkBatch batch = batch(sink, TRADES, 1);
      sink.write(batch);
      sink.write(batch);
      assertThat(lines("market")).isEqualTo(line(1));
      assertThatThrownBy(() -> batch.add(TRADES, new Tick(2, "x")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void takesBackTheBatchThatWasWrittenLastAndNoOther() throws Exception {
    // Ten lines a segment, so that the batch that is taken back has begun one.
    try (Sink sink = open(200, List.of(TRADES))) {
      sink.recover(Map.of());
      StringBuilder expected = new StringBuilder();
      for (int i = 10; i < 19; i++) {
        sink.write(batch(sink, TRADES, i));
        expected.append(line(i));
        Map<String, SinkPosition> before = sink.positions();
        sink.write(batch(sink, TRADES, 99));
        sink.undo();
        sink.undo();
        assertThat(sink.positions()).isEqualTo(before);
        assertThat(lines("market")).isEqualTo(expected.toString());
      }
      sink.write(batch(sink, TRADES, 20));
      assertThat(lines("market")).isEqualTo(expected + line(20));
    }
  }

  @Test
  void recoveryCutsWhatCanBeReplayedAndKeepsWhatCannot() throws Exception {
    Map<String, SinkPosition> recorded;
    try (Sink sink = open()) {
      sink.recover(Map.of());
      for (var resource : List.of(TRADES, TICKER)) {
        sink.write(batch(sink, resource, 1));
      }
      recorded = sink.positions();
      for (var resource : List.of(TRADES, TICKER)) {
        sink.write(batch(sink, resource, 2));
      }
    }
    append("ticker", "{\"id\":3,\"te");
    try (Sink sink = open()) {
      sink.recover(recorded);
      assertThat(lines("market")).isEqualTo(line(1));
      assertThat(lines("ticker")).isEqualTo(line(1) + line(2));
      assertThat(sink.positions().get("stream:market")).isEqualTo(recorded.get("stream:market"));
      assertThat(sink.positions().get("stream:ticker").bytes())
          .isEqualTo((line(1) + line(2)).length());
    }
  }

  @Test
  void aStreamWithOneResourceThatCannotBeReplayedKeepsItsLines() throws Exception {
    var lossy = resource("lossy", "market", Void.class, Replay.NONE);
    Map<String, SinkPosition> recorded;
    try (Sink sink = open(TRADES, lossy)) {
      sink.recover(Map.of());
      recorded = sink.positions();
      sink.write(batch(sink, TRADES, 1));
    }
    try (Sink sink = open(TRADES, lossy)) {
      sink.recover(recorded);
    }
    assertThat(lines("market")).isEqualTo(line(1));
  }

  @Test
  void aStreamThatNothingIsRecordedOfKeepsWhatItHas() throws Exception {
    try (Sink sink = open()) {
      sink.recover(Map.of());
      sink.write(batch(sink, TRADES, 1));
    }
    append("market", "torn");
    try (Sink sink = open()) {
      sink.recover(Map.of());
      sink.write(batch(sink, TRADES, 2));
    }
    assertThat(lines("market")).isEqualTo(line(1) + line(2));
  }

  @Test
  void aSecondPipelineIsRefusedAndLeavesNoOtherStreamLocked() throws Exception {
    try (Sink sink = open(ORDERS)) {
      sink.recover(Map.of());
      assertThatThrownBy(() -> open(TRADES, ORDERS, TICKER))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.IN_USE))
          .hasMessageContaining("stream 'orders'")
          .hasMessageContaining("in use by pipeline 'p', process");
      open(TRADES, TICKER).close();
    }
    try (OtherProcess other = OtherProcess.locking(root.resolve("ticker/LOCK"))) {
      assertThat(other.hasLock()).isTrue();
      assertThatThrownBy(this::open).hasMessageContaining("process " + other.pid());
    }
    open().close();
  }

  /** One stream has room, the next has not: the first must not keep the failed batch. */
  @Test
  void whenOneStreamFailsTheBatchIsTakenBackFromAllAndFitsLater() throws Exception {
    Optional<TinyDisk> mounted = TinyDisk.mount(root);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk disk = mounted.get();
        Sink sink = open()) {
      assertThat(disk.store().getTotalSpace()).isEqualTo(TinyDisk.BYTES);
      sink.recover(Map.of());
      sink.write(batch(sink, TRADES, 1));
      Map<String, SinkPosition> before = sink.positions();
      Path ballast = root.resolve("ballast");
      Files.write(ballast, new byte[TinyDisk.BYTES / 2]);
      SinkBatch batch = batch(sink, TRADES, 2);
      batch.add(ORDERS, new Tick(3, "x".repeat(TinyDisk.BYTES * 3 / 4)));
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> sink.write(batch))
            .isInstanceOfSatisfying(
                SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.RETRY_SAME))
            .hasMessageStartingWith("disk full: " + root.resolve("orders"));
        assertThat(sink.positions()).isEqualTo(before);
        assertThat(Files.size(root.resolve("orders").resolve(FIRST))).isZero();
      }
      Files.delete(ballast);
      sink.write(batch);
      assertThat(lines("market")).isEqualTo(line(1) + line(2));
      assertThat(lines("orders")).contains("{\"id\":3,").endsWith("x\"}\n");
    }
  }

  @Test
  void aStreamThatCannotBeAFolderIsRefused() {
    var outside = resource("r", "../outside", Long.class, Replay.FROM_CHECKPOINT);
    assertThatThrownBy(() -> open(outside)).hasMessageContaining("cannot be a folder");
    assertThat(root.resolveSibling("outside")).doesNotExist();
  }

  private Sink open(ResourceBinding<?, ?, ?>... resources) throws SinkException {
    List<ResourceBinding<?, ?, ?>> all =
        resources.length == 0 ? List.of(TRADES, ORDERS, TICKER) : List.of(resources);
    return open(1 << 20, all);
  }

  private Sink open(long segmentBytes, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    StreamUrl url = new StreamUrl(new FileUrl(root, false), Retention.keepAll(segmentBytes));
    return FileStream.open(url, "p", resources, Clock.systemUTC());
  }

  static SinkBatch batch(Sink sink, ResourceBinding<?, Tick, ?> resource, long id) {
    SinkBatch batch = sink.newBatch();
    batch.add(resource, new Tick(id, "t" + id));
    return batch;
  }

  private static String line(long id) {
    return "{\"id\":" + id + ",\"text\":\"t" + id + "\"}\n";
  }

  private String lines(String stream) throws IOException {
    return Files.readString(root.resolve(stream).resolve(FIRST), StandardCharsets.UTF_8)
        + (Files.exists(root.resolve(stream).resolve(FIRST.replace('1', '2')))
            ? Files.readString(root.resolve(stream).resolve(FIRST.replace('1', '2')))
            : "");
  }

  private void append(String stream, String text) throws IOException {
    Files.writeString(
        root.resolve(stream).resolve(FIRST), text, java.nio.file.StandardOpenOption.APPEND);
  }

  private static <C> ResourceBinding<String, Tick, C> resource(
      String name, String stream, Class<C> cursor, Replay replay) {
    return new ResourceBinding<>(
        ResourceKey.of(name, String.class, cursor),
        payload -> ProcessResult.none(),
        SinkTarget.stream(stream, ""),
        new TickCodec(),
        String::length,
        OnError.DEAD_LETTER,
        replay);
  }

  private static final class TickCodec implements RecordCodec<Tick> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("id", ColumnType.Scalar.INT64),
          Column.required("text", ColumnType.Scalar.STRING));
    }

    @Override
    public void check(Tick record) {}

    @Override
    public void write(Tick record, RecordWriter out) {
      out.field("id");
      out.writeLong(record.id());
      out.field("text");
      out.writeString(record.text());
    }
  }
}
