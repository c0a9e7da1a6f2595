package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables that somebody else makes, with types of their own: nothing is changed, or guessed. */
class ForeignTableTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final EngineProcess engine = Engines.shared();
  private final String database = Engines.newDatabase(engine);

  @Test
  void everyValueArrivesInTheTypesThatTheOwnerChose() throws Exception {
    make(
        "all",
        "id Float64, text LowCardinality(String), fixed FixedString(4), big UInt64, ok Bool,"
            + " ratio Float64, price Decimal(38, 18), at DateTime('UTC'), fine DateTime64(9),"
            + " day Date32, short_day Date, uid UUID, side Enum8('BUY' = 1, 'SELL' = 2),"
            + " tags Array(String), counts Map(String, UInt32),"
            + " point Tuple(x Float64, y Nullable(String)), nested Nested(a Int64, b String),"
            + " rows Nested(a Int64), doc String, maybe Nullable(Int32),"
            + " filled String DEFAULT 'by default', twice Float64 MATERIALIZED id * 2");
    Column point =
        Column.required(
            "point",
            new StructType(
                List.of(
                    Column.required("x", Scalar.FLOAT64), Column.nullable("y", Scalar.STRING))));
    Column nested =
        Column.required(
            "nested",
            new StructType(
                List.of(Column.required("a", Scalar.INT64), Column.required("b", Scalar.STRING))));
    ResourceBinding<Row, Row, Long> all =
        Rows.resource(
            "all",
            Rows.id(),
            Column.required("text", Scalar.STRING),
            Column.required("fixed", Scalar.STRING),
            Column.required("big", Scalar.INT64),
            Column.required("ok", Scalar.BOOLEAN),
            Column.required("ratio", Scalar.FLOAT64),
            Column.required("price", new DecimalType(38, 18)),
            Column.required("at", Scalar.TIMESTAMP),
            Column.required("fine", Scalar.TIMESTAMP),
            Column.required("day", Scalar.DATE),
            Column.required("short_day", Scalar.DATE),
            Column.required("uid", Scalar.UUID),
            Column.required("side", new EnumType(List.of("BUY", "SELL"))),
            Column.required("tags", new ListType(Scalar.STRING)),
            Column.required("counts", new MapType(Scalar.STRING, Scalar.INT32)),
            point,
            nested,
            Column.required(
                "rows", new ListType(new StructType(List.of(Column.required("a", Scalar.INT64))))),
            Column.required("doc", Scalar.JSON),
            Column.nullable("maybe", Scalar.INT32));
    write(
        open(all),
        all,
        Row.of(
            7L,
            "tab\tquote\"€\ud83d\ude00",
            "abcd",
            Long.MAX_VALUE,
            true,
            Double.NaN,
            new BigDecimal("12345678901234567890.000000000000000001"),
            TIME,
            TIME,
            LocalDate.of(1900, 1, 1),
            LocalDate.of(2026, 1, 2),
            UUID.fromString("0b4e9a40-0000-4000-8000-00000000000a"),
            "SELL",
            List.of("a", "b"),
            Map.of("k", 3),
            List.of(1.5, "y"),
            List.of(-4L, "n"),
            List.of(List.of(1L), List.of(2L)),
            "{\"deep\": [1, \"two\"]}",
            null));
    assertThat(engine.ask("SELECT * FROM " + database + ".all FORMAT TSV"))
        .isEqualTo(
            String.join(
                "\t",
                "7",
                "tab\\tquote\"€\ud83d\ude00",
                "abcd",
                "9223372036854775807",
                "true",
                "nan",
                "12345678901234567890.000000000000000001",
                "2026-01-02 03:04:05",
                "2026-01-02 03:04:05.678901000",
                "1900-01-01",
                "2026-01-02",
                "0b4e9a40-0000-4000-8000-00000000000a",
                "SELL",
                "['a','b']",
                "{'k':3}",
                "(1.5,'y')",
                "[(-4,'n')]",
                "[(1),(2)]",
                "{\"deep\": [1, \"two\"]}",
                "\\N",
                "by default"));
    assertThat(facts(check(all)))
        .contains("'at' keeps whole seconds")
        .doesNotContain("'fine'")
        .contains("remembers no blocks")
        .contains("let its owner set non_replicated_deduplication_window");
  }

  @Test
  void aValueThatWouldBeWrappedOrCutOffIsABadRecord() throws Exception {
    make("narrow", "id UInt32, at DateTime, code FixedString(2), day Date, n Float64, doc JSON");
    ResourceBinding<Row, Row, Long> narrow =
        Rows.resource(
            "narrow",
            Rows.id(),
            Column.required("at", Scalar.TIMESTAMP),
            Column.required("code", Scalar.STRING),
            Column.required("day", Scalar.DATE),
            Column.required("n", Scalar.INT64),
            Column.required("doc", Scalar.JSON));
    LocalDate day = LocalDate.of(2026, 1, 2);
    Map<Row, String> refused =
        Map.of(
            Row.of(-1L, TIME, "ab", day, 1L, "{}"), "Column 'id' is UInt32, which does not hold -1",
            Row.of(1L, Instant.parse("1969-12-31T23:59:59Z"), "ab", day, 1L, "{}"), "'at'",
            Row.of(1L, TIME, "abc", day, 1L, "{}"), "'code' is FixedString(2)",
            Row.of(1L, TIME, "ab", LocalDate.of(1969, 1, 1), 1L, "{}"), "'day'",
            Row.of(1L, TIME, "ab", day, (1L << 53) + 1, "{}"), "'n' is Float64",
            Row.of(1L, TIME, "ab", day, 1L, "[1]"), "'doc' is JSON");
    for (Map.Entry<Row, String> bad : refused.entrySet()) {
      ClickHouseSink sink = open(narrow);
      SinkException failure =
          catchThrowableOfType(
              SinkException.class,
              () -> write(sink, narrow, Row.of(1L, TIME, "ab", day, 1L, "{}"), bad.getKey()));
      assertThat(failure).hasMessageContaining(bad.getValue());
      assertThat(failure.verdict()).isEqualTo(Verdict.SPLIT);
    }
    write(open(narrow), narrow, Row.of(1L, TIME, "ab", day, 1L << 53, "{\"a\": 1}"));
    assertThat(engine.ask("SELECT count(), any(n), any(doc.a) FROM " + database + ".narrow"))
        .isEqualTo("1\t9007199254740992\t1");
  }

  @Test
  void whatDoesNotFitIsOneLineAndNothingIsChanged() throws Exception {
    ResourceBinding<Row, Row, Long> trades =
        Rows.resource(
            "trades",
            Rows.id(),
            Column.required("price", new DecimalType(38, 18)),
            Column.nullable("note", Scalar.STRING),
            Column.required("added", Scalar.STRING));
    assertThat(stopOf(trades))
        .contains("Table 'trades' in clickhouse://")
        .contains("does not exist")
        .contains("create=false");
    make("trades", "id Int64, price Float64, note String, extra Int32");
    String before = engine.ask("SHOW CREATE TABLE " + database + ".trades");
    assertThat(stopOf(trades))
        .contains("column 'price' is Float64, the record has Decimal(38, 18)")
        .contains("column 'note' is String, the record has Nullable(String)")
        .contains("column 'added' is missing")
        .contains("column 'extra' is not in the record, and has no default");
    assertThat(facts(check(trades))).contains("FAILS");
    assertThat(engine.ask("SHOW CREATE TABLE " + database + ".trades")).isEqualTo(before);
    make("other", "id Int64");
    engine.ask(
        "CREATE TABLE "
            + database
            + ".merged AS "
            + database
            + ".other ENGINE = Merge('"
            + database
            + "', 'other')");
    assertThat(stopOf(Rows.resource("merged", Rows.id()))).contains("engine Merge takes no rows");
  }

  @Test
  void aTableThatRemembersBlocksRefusesTheSameOne() throws Exception {
    make("twice", "id Int64", "SETTINGS non_replicated_deduplication_window = 1000");
    ResourceBinding<Row, Row, Long> twice = Rows.resource("twice", Rows.id());
    ClickHouseSink sink = open(twice);
    assertThat(sink.kind()).isEqualTo(SinkKind.DEDUP);
    write(sink, twice, Row.of(1L), Row.of(2L));
    write(sink, twice, Row.of(1L), Row.of(2L));
    assertThat(engine.ask("SELECT count() FROM " + database + ".twice")).isEqualTo("2");

    make(
        "parted",
        "id Int64",
        "PARTITION BY id SETTINGS non_replicated_deduplication_window = 9999");
    ResourceBinding<Row, Row, Long> parted = Rows.resource("parted", Rows.id());
    ClickHouseSink many = open(parted);
    assertThat(many.kind()).isEqualTo(SinkKind.NEITHER);
    Row[] rows = new Row[150];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Row.of((long) i);
    }
    write(many, parted, rows);
    assertThat(engine.ask("SELECT count() FROM " + database + ".parted")).isEqualTo("150");
  }

  private void make(String table, String columns) {
    make(table, columns, "");
  }

  private void make(String table, String columns, String rest) {
    String[] parts = rest.split("(?=SETTINGS)", 2);
    String settings = parts.length == 2 ? parts[1] : parts[0].startsWith("SET") ? parts[0] : "";
    String partition = parts[0].startsWith("PARTITION") ? parts[0] : "";
    engine.ask(
        "CREATE TABLE "
            + database
            + "."
            + table
            + " ("
            + columns
            + ") ENGINE = MergeTree "
            + partition
            + " ORDER BY id "
            + settings,
        "flatten_nested=0");
  }

  private URI url() {
    return URI.create(engine.url(database) + "?create=false");
  }

  private ClickHouseSink open(ResourceBinding<Row, Row, Long> resource) throws SinkException {
    ClickHouseSink sink =
        (ClickHouseSink) new ClickHouseSinkProvider().open(url(), "test", List.of(resource));
    sink.recover(Map.of());
    return sink;
  }

  private String stopOf(ResourceBinding<Row, Row, Long> resource) {
    SinkException failure = catchThrowableOfType(SinkException.class, () -> open(resource));
    assertThat(failure.verdict()).isEqualTo(Verdict.STOP);
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure.getMessage();
  }

  private SinkCheck check(ResourceBinding<Row, Row, Long> resource) {
    return new ClickHouseSinkProvider().check(url(), "test", List.of(resource));
  }

  private static String facts(SinkCheck check) {
    return check.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private static void write(
      ClickHouseSink sink, ResourceBinding<Row, Row, Long> resource, Row... rows)
      throws SinkException {
    ClickHouseBatch batch = sink.newBatch();
    for (Row row : rows) {
      batch.add(resource, row);
    }
    batch.seal("token");
    sink.write(batch);
  }
}
