package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SinkTest {
  private static final ResourceBinding<Row, Row, Long> NAMES =
      Rows.resource("names", Rows.id(), Column.required("name", Scalar.STRING));

  private final EngineProcess engine = Engines.shared();
  private final String database = Engines.newDatabase(engine);

  @Test
  void insertsABatchAsOneBlockThatIsRefusedTheSecondTime() throws Exception {
    ClickHouseSink sink = open(NAMES);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 300_000; id++) {
      rows.add(Row.of(id, "name"));
    }
    write(sink, "a", NAMES, rows);
    write(sink, "a", NAMES, rows);
    assertThat(engine.ask("SELECT count(), uniqExact(_part) FROM " + database + ".names"))
        .isEqualTo("300000\t1");
    write(sink, "b", NAMES, rows.subList(0, 1));
    assertThat(count("names")).isEqualTo(300_001);
  }

  @Test
  void insertsABlockAgainFromItsBytes() throws Exception {
    ClickHouseSink sink = open(NAMES);
    ClickHouseBatch batch = batch(sink, "a", NAMES, List.of(Row.of(1L, "x"), Row.of(2L, "y")));
    byte[] kept = bytes(batch);
    sink.write(sink.decode(kept));
    sink.write(batch);
    sink.write(sink.decode(kept));
    assertThat(engine.ask("SELECT id, name FROM " + database + ".names ORDER BY id"))
        .isEqualTo("1\tx\n2\ty");
  }

  @Test
  void makesTablesThatRememberBlocks() throws Exception {
    ResourceBinding<Row, Row, Long> prices =
        Rows.resource(
            SinkTarget.olapTable("prices", List.of("id", "day"), "seen", List.of("day", "side")),
            Rows.id(),
            Column.required("day", Scalar.DATE),
            Column.required("side", Scalar.STRING),
            Column.required("seen", Scalar.TIMESTAMP));
    ClickHouseSink sink = open(prices);
    assertThat(
            engine.ask("SELECT engine_full FROM system.tables WHERE database = '" + database + "'"))
        .startsWith(
            "ReplacingMergeTree(seen) PARTITION BY (toYYYYMM(day), side) ORDER BY (id, day)")
        .contains("non_replicated_deduplication_window = 10000");
    assertThat(sink.kind(prices.target())).isEqualTo(SinkKind.DEDUP);
    open(prices).close();
  }

  @Test
  void countsTheBytesThatItsRowsKeep() throws Exception {
    ClickHouseBatch batch = open(NAMES).newBatch();
    assertThat(batch.bytes()).isZero();
    batch.add(NAMES, Row.of(1L, "x"));
    assertThat(batch.bytes()).isBetween(10L, 50L); // and the head of a frame
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    batch.add(NAMES, Row.of(2L, new String(noise, StandardCharsets.ISO_8859_1)));
    assertThat(batch.bytes()).isGreaterThan(noise.length);
    batch.seal("a");
    assertThat(batch.bytes()).isEqualTo(batch.unwritten().get(0).length());
  }

  @Test
  void isFullBeforeABlockHasTooManyPartitions() throws Exception {
    ResourceBinding<Row, Row, Long> days =
        Rows.resource(
            SinkTarget.olapTable("days", List.of("id"), "", List.of("day")),
            Rows.id(),
            Column.required("day", Scalar.DATE));
    ClickHouseSink sink = open(days);
    ClickHouseBatch batch = sink.newBatch();
    int months = 0;
    while (!batch.isFull()) {
      batch.add(days, Row.of(1L, LocalDate.of(2000, 1, 1).plusMonths(months)));
      batch.add(days, Row.of(2L, LocalDate.of(2000, 1, 2).plusMonths(months++)));
    }
    batch.seal("a");
    sink.write(batch);
    sink.write(sink.decode(bytes(batch)));
    assertThat(count("days")).isEqualTo(2L * months);
    assertThat(engine.ask("SELECT uniqExact(_partition_id) FROM " + database + ".days"))
        .isEqualTo("" + months);
  }

  @Test
  void addsNullableColumnsAndNamesEveryOtherDifference() throws Exception {
    open(NAMES).close();
    Column added = Column.nullable("added", Scalar.INT32);
    open(Rows.resource("names", Rows.id(), Column.required("name", Scalar.STRING), added)).close();
    stops(NAMES).contains("column 'added' is not in the record").contains("Change the record back");
    stops(Rows.resource("names", Rows.id(), Column.nullable("name", Scalar.STRING), added))
        .contains("column 'name' is String, the record has Nullable(String)");
    stops(
            Rows.resource(
                SinkTarget.olapTable("names", List.of("name"), "id", List.of("name")),
                Rows.id(),
                Column.required("name", Scalar.STRING),
                added))
        .contains("its engine is MergeTree, not ReplacingMergeTree(id)")
        .contains("its ORDER BY is id, not name")
        .contains("its PARTITION BY is none, not name");
  }

  @Test
  void acceptsATableOfTheUsersThatMeansTheSame() throws Exception {
    engine.ask(
        "CREATE TABLE "
            + database
            + ".names (made DateTime DEFAULT now(), twice Int64 MATERIALIZED id * 2,"
            + " name LowCardinality(String), id Int64) ENGINE = MergeTree ORDER BY id");
    ClickHouseSink sink = open(NAMES);
    write(sink, "a", NAMES, List.of(Row.of(7L, "x")));
    assertThat(engine.ask("SELECT id, name, twice FROM " + database + ".names"))
        .isEqualTo("7\tx\t14");
    assertThat(sink.kind(NAMES.target())).isEqualTo(SinkKind.NEITHER);
  }

  @Test
  void noticesAnotherTableInPlaceOfTheRecordedOne() throws Exception {
    ClickHouseSink sink = open(NAMES);
    Map<String, SinkPosition> recorded = sink.positions();
    engine.ask("DROP TABLE " + database + ".names SYNC");
    says(Verdict.STOP, () -> fresh(NAMES).recover(recorded)).contains("has been dropped");
    open(NAMES).close();
    says(Verdict.STOP, () -> fresh(NAMES).recover(recorded)).contains("is not the one");
  }

  @Test
  void refusesDefinitelyWhatNoTableHolds() throws Exception {
    ResourceBinding<Row, Row, Long> times =
        Rows.resource("times", Rows.id(), Column.required("at", Scalar.TIMESTAMP));
    ClickHouseSink sink = open(times);
    says(
            Verdict.SPLIT,
            () ->
                write(sink, "a", times, List.of(Row.of(1L, Instant.parse("1899-12-31T23:59:59Z")))))
        .contains("1900 to 2299");
    assertThat(count("times")).isZero();
  }

  @Test
  void takesARecordForBadThatBreaksAConstraintAndATableForBadThatHasChanged() throws Exception {
    engine.ask(
        "CREATE TABLE "
            + database
            + ".names (id Int64, name String, CONSTRAINT named CHECK name != '') ENGINE = MergeTree"
            + " ORDER BY id SETTINGS non_replicated_deduplication_window = 100");
    ClickHouseSink sink = open(NAMES);
    says(Verdict.SPLIT, () -> write(sink, "a", NAMES, List.of(Row.of(1L, "x"), Row.of(2L, ""))))
        .contains("named");
    assertThat(count("names")).isZero();
    engine.ask("ALTER TABLE " + database + ".names MODIFY COLUMN name Int64");
    says(Verdict.STOP, () -> write(sink, "b", NAMES, List.of(Row.of(1L, "x"))))
        .contains("column 'name' is Int64, the record has String");
    engine.ask("DROP TABLE " + database + ".names SYNC");
    says(Verdict.STOP, () -> write(sink, "c", NAMES, List.of(Row.of(1L, "x"))))
        .contains("Put the table back");
  }

  @Test
  void saysWhatIsWrongWithAnAddressInOneLineWithoutThePassword() {
    String place = "@localhost:" + engine.port() + "/";
    opens(Verdict.STOP, "clickhouse://ingest:wr0ng" + place + database)
        .contains("Check user and password")
        .doesNotContain("wr0ng");
    opens(Verdict.STOP, engine.url("nowhere").toString()).contains("CREATE DATABASE `nowhere`");
    opens(Verdict.RETRY_SAME, "clickhouse://u:wr0ng@localhost:1/db")
        .contains("cannot be reached")
        .doesNotContain("wr0ng");
    opens(Verdict.RETRY_SAME, "clickhouse://u:wr0ng@no-such-host.invalid/db")
        .contains("There is no host 'no-such-host.invalid'");
    opens(Verdict.RETRY_SAME, engine.url(database) + "?ssl=true").contains("leave ssl=true out");
    opens(Verdict.STOP, "clickhouse://localhost").contains("names no host and database");
    opens(Verdict.STOP, engine.url(database) + "?speed=high").contains("unknown setting 'speed'");
    opens(Verdict.STOP, engine.url(database) + "?wait_for_async_insert=0").contains("may be lost");
    opens(Verdict.STOP, engine.url(database) + "?compression=zip").contains("lz4, gzip, none");
  }

  @Test
  void checksWithoutChangingAnything() throws Exception {
    SinkCheck before = check(engine.url(database).toString());
    assertThat(before.kind()).isEqualTo(SinkKind.DEDUP);
    assertThat(before.findings()).extracting(Finding::fact).contains("will be made");
    assertThat(engine.ask("SELECT count() FROM system.tables WHERE database = '" + database + "'"))
        .isEqualTo("0");
    engine.ask(
        "CREATE TABLE "
            + database
            + ".names (id Int64, name String) ENGINE = MergeTree ORDER BY id");
    SinkCheck after = check(engine.url(database).toString());
    assertThat(after.kind()).isEqualTo(SinkKind.NEITHER);
    assertThat(after.findings())
        .anySatisfy(finding -> assertThat(finding.fact()).contains("MODIFY SETTING"))
        .anySatisfy(finding -> assertThat(finding.fact()).contains("fsync_after_insert is off"));
    SinkCheck wrong = check("clickhouse://ingest:no@localhost:" + engine.port() + "/" + database);
    assertThat(wrong.kind()).isNull();
    assertThat(wrong.findings().get(0).outcome()).isEqualTo(Outcome.FAILS);
  }

  private static SinkCheck check(String url) {
    return new ClickHouseSinkProvider().check(URI.create(url), "test", List.of(NAMES));
  }

  @Test
  void refusesListsThatMayBeNull() {
    stops(Rows.resource("lists", Rows.id(), Column.nullable("tags", new ListType(Scalar.STRING))))
        .contains("'tags' is a list(string) that may be null");
  }

  private AbstractStringAssert<?> opens(Verdict verdict, String url) {
    return says(
        verdict, () -> new ClickHouseSinkProvider().open(URI.create(url), "test", List.of(NAMES)));
  }

  private AbstractStringAssert<?> stops(ResourceBinding<Row, Row, Long> resource) {
    return says(Verdict.STOP, () -> open(resource).close());
  }

  private static AbstractStringAssert<?> says(Verdict verdict, ThrowingCallable action) {
    SinkException failure = catchThrowableOfType(SinkException.class, action);
    assertThat(failure).isNotNull();
    assertThat(failure.verdict()).as(failure.getMessage()).isEqualTo(verdict);
    assertThat(failure.getMessage().lines()).hasSize(1);
    return assertThat(failure.getMessage());
  }

  private ClickHouseSink fresh(ResourceBinding<Row, Row, Long> resource) throws SinkException {
    return new ClickHouseSink(
        new Client(ClickHouseUrl.parse(engine.url(database))), RecordTable.of(List.of(resource)));
  }

  private ClickHouseSink open(ResourceBinding<Row, Row, Long> resource) throws SinkException {
    ClickHouseSink sink = fresh(resource);
    sink.recover(Map.of());
    return sink;
  }

  private static ClickHouseBatch batch(
      ClickHouseSink sink, String token, ResourceBinding<Row, Row, Long> resource, List<Row> rows) {
    ClickHouseBatch batch = sink.newBatch();
    rows.forEach(row -> batch.add(resource, row));
    batch.seal(token);
    return batch;
  }

  private static void write(
      ClickHouseSink sink, String token, ResourceBinding<Row, Row, Long> resource, List<Row> rows)
      throws SinkException {
    sink.write(batch(sink, token, resource, rows));
  }

  private static byte[] bytes(ClickHouseBatch batch) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    batch.encoded().forEach(part -> all.writeBytes(bytes(part)));
    return all.toByteArray();
  }

  private static byte[] bytes(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.duplicate().get(bytes);
    return bytes;
  }

  private long count(String table) {
    return Long.parseLong(engine.ask("SELECT count() FROM " + database + "." + table));
  }
}
