package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: what is encoded is what the engine decodes, for every type and its extremes. Method:
 * columns and rows are drawn from a seed, inserted by the sink, asked for as JSON, and compared
 * value by value.
 */
class EveryTypeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final EngineProcess engine = Engines.shared();

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "gzip", "none"})
  void isReadByTheEngineAsItWasWritten(String compression) throws Exception {
    int schemas = Integer.getInteger("durable.ingest.schemas", 3);
    for (int i = 0; i < schemas; i++) {
      long seed = new Random().nextLong();
      try {
        compare(new RandomRows(new Random(seed)), compression);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private void compare(RandomRows random, String compression) throws Exception {
    String database = Engines.newDatabase(engine);
    Column[] columns = random.columns();
    ResourceBinding<Row, Row, Long> resource = Rows.resource("everything", columns);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 150; id++) {
      rows.add(random.row(id, columns));
    }
    URI url = URI.create(engine.url(database) + "?compression=" + compression);
    try (Sink sink = new ClickHouseSinkProvider().open(url, "test", List.of(resource))) {
      sink.recover(Map.of());
      SinkBatch batch = sink.newBatch();
      rows.forEach(row -> batch.add(resource, row));
      batch.seal("token");
      sink.write(batch);
    }
    String answer =
        new String(
            engine.askForBytes(
                "SELECT * FROM "
                    + database
                    + ".everything ORDER BY id SETTINGS output_format_json_quote_64bit_integers=1,"
                    + " output_format_json_quote_decimals=1, output_format_json_quote_denormals=1"
                    + " FORMAT JSONCompactEachRow"),
            StandardCharsets.ISO_8859_1);
    List<String> lines = answer.lines().toList();
    assertThat(lines).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode line = JSON.readTree(lines.get(i));
      for (int j = 0; j < columns.length; j++) {
        assertSame(columns[j], rows.get(i).values().get(j), line.get(j));
      }
    }
  }

  private static void assertSame(Column column, Object written, JsonNode read) {
    if (written == null) {
      assertThat(read.isNull()).as("%s", column).isTrue();
    } else {
      assertSame(column.type(), written, read);
    }
  }

  private static void assertSame(ColumnType type, Object written, JsonNode read) {
    if (type instanceof ListType list) {
      List<?> elements = (List<?>) written;
      assertThat(read.size()).isEqualTo(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        assertSame(list.element(), elements.get(i), read.get(i));
      }
    } else if (type instanceof MapType map) {
      Map<?, ?> entries = (Map<?, ?>) written;
      assertThat(read.size()).isEqualTo(entries.size());
      entries.forEach(
          (key, value) -> {
            assertThat(read.has(latin(key.toString()))).as("%s", key).isTrue();
            assertSame(map.value(), value, read.get(latin(key.toString())));
          });
    } else if (type instanceof StructType struct) {
      List<?> values = (List<?>) written;
      for (int i = 0; i < values.size(); i++) {
        Column field = struct.fields().get(i);
        assertSame(field, values.get(i), read.get(field.name()));
      }
    } else if (type instanceof DecimalType) {
      assertThat(new BigDecimal(read.asString())).isEqualByComparingTo((BigDecimal) written);
    } else if (type instanceof EnumType) {
      assertThat(read.asString()).isEqualTo(written);
    } else if (type == Scalar.FLOAT32) {
      assertThat((Float) (float) number(read)).isEqualTo((Float) (((Float) written) + 0.0f));
    } else if (type == Scalar.FLOAT64) {
      assertThat((Double) number(read)).isEqualTo((Double) (((Double) written) + 0.0));
    } else {
      assertThat(read.asString()).as("%s", type).isEqualTo(text((Scalar) type, written));
    }
  }

  /** JSON has no NaN, and its zero has no sign. */
  private static double number(JsonNode read) {
    return switch (read.asString()) {
      case "nan", "-nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(read.asString()) + 0.0;
    };
  }

  /** A value as the engine writes it. */
  private static String text(Scalar type, Object value) {
    return switch (type) {
      case STRING, JSON -> latin((String) value);
      case BYTES -> new String((byte[]) value, StandardCharsets.ISO_8859_1);
      case TIMESTAMP -> MICROS.format((Instant) value);
      default -> value.toString();
    };
  }

  private static String latin(String text) {
    // Half a surrogate pair has no form in UTF-8.
    byte[] bytes = text.replaceAll("\\ud83d(?!\\ude00)", "\ufffd").getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
