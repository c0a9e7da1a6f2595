package dev.durableingest.processor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: what a generated codec writes is what was in the record, for every type of column. Method:
 * records of random values go through the codec into JSON, and the JSON is read back by the columns
 * that the codec declares; both must say the same.
 */
class CodecRoundTripTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Class<?> rowType;
  private static RecordCodec<Record> codec;

  @BeforeAll
  @SuppressWarnings("unchecked") // the first resource writes rows, as the golden shows
  static void compile() throws Exception {
    Compilation compilation = Connector.good("everything").compile();
    assertThat(compilation.errors()).isEmpty();
    CompiledClasses classes = new CompiledClasses(compilation);
    rowType = classes.load("com.acme.everything.Row");
    Class<?> pipeline = classes.load("com.acme.everything.EverythingPipeline");
    Pipeline created = (Pipeline) pipeline.getMethod("create").invoke(null);
    codec = (RecordCodec<Record>) created.source().resources().get(0).codec();
  }

  @Test
  void whatIsWrittenIsWhatWasInTheRecord() throws Exception {
    long seed = new Random().nextLong();
    RandomRecords records = new RandomRecords(new Random(seed));
    JsonRecordWriter out = new JsonRecordWriter();
    for (int i = 0; i < 1_000; i++) {
      Record row = records.record(rowType, codec.columns());
      codec.check(row);
      out.clear();
      out.write(codec, row);
      JsonNode json = JSON.readTree(out.copyFrom(0));
      assertRecord(row, codec.columns(), json, "seed " + seed + ", record " + i);
    }
  }

  @Test
  void aDecimalThatIsOneDigitTooLongAnywhereIsABadRecord() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random);
    RecordComponent[] components = rowType.getRecordComponents();
    for (int i = 0; i < 200; i++) {
      Record row = records.record(rowType, codec.columns());
      Object[] values = new Object[components.length];
      List<Integer> decimals = new ArrayList<>();
      for (int j = 0; j < values.length; j++) {
        values[j] = components[j].getAccessor().invoke(row);
        if (codec.columns().get(j).type() instanceof ColumnType.DecimalType) {
          decimals.add(j);
        }
      }
      int chosen = decimals.get(random.nextInt(decimals.size()));
      ColumnType.DecimalType type = (ColumnType.DecimalType) codec.columns().get(chosen).type();
      BigDecimal tooLong =
          random.nextBoolean()
              ? BigDecimal.ONE.movePointLeft(type.scale() + 1)
              : BigDecimal.TEN.pow(type.precision() - type.scale());
      values[chosen] =
          components[chosen].getType() == Optional.class ? Optional.of(tooLong) : tooLong;
      Record changed = (Record) rowType.getConstructors()[0].newInstance(values);
      assertThatThrownBy(() -> codec.check(changed))
          .as("seed %d, %s in %s", seed, tooLong, codec.columns().get(chosen))
          .isInstanceOf(UnfitRecordException.class)
          .hasMessageContaining("'" + codec.columns().get(chosen).name() + "'");
    }
  }

  private static void assertRecord(Record row, List<Column> columns, JsonNode json, String where)
      throws ReflectiveOperationException {
    List<String> names = columns.stream().map(Column::name).toList();
    assertThat(List.copyOf(json.propertyNames())).as(where).isEqualTo(names);
    RecordComponent[] components = row.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object value = components[i].getAccessor().invoke(row);
      Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      JsonValue.assertSame(
          columns.get(i).type(), held, json.get(names.get(i)), where + ", " + names.get(i));
    }
  }

  /** Compares one value with its JSON. */
  private static final class JsonValue {
    static void assertSame(ColumnType type, Object value, JsonNode json, String where)
        throws ReflectiveOperationException {
      if (value == null) {
        assertThat(json.isNull()).as(where).isTrue();
      } else if (type instanceof ColumnType.StructType struct) {
        assertRecord((Record) value, struct.fields(), json, where);
      } else if (type instanceof ColumnType.ListType list) {
        List<?> values = (List<?>) value;
        assertThat(json.size()).as(where).isEqualTo(values.size());
        for (int i = 0; i < values.size(); i++) {
          assertSame(list.element(), values.get(i), json.get(i), where + "[" + i + "]");
        }
      } else if (type instanceof ColumnType.MapType map) {
        Map<?, ?> values = (Map<?, ?>) value;
        assertThat(json.size()).as(where).isEqualTo(values.size());
        for (Map.Entry<?, ?> entry : values.entrySet()) {
          JsonNode node = json.get(entry.getKey().toString());
          assertSame(map.value(), entry.getValue(), node, where + "." + entry.getKey());
        }
      } else {
        assertThat(read(type, json)).as(where).isEqualTo(comparable(value));
      }
    }

    private static Object read(ColumnType type, JsonNode json) {
      if (type instanceof ColumnType.DecimalType) {
        return new BigDecimal(json.asString()).stripTrailingZeros();
      }
      if (type instanceof ColumnType.EnumType) {
        return json.asString();
      }
      return switch ((ColumnType.Scalar) type) {
        case STRING -> json.asString();
        case BOOLEAN -> json.booleanValue();
        case INT8, INT16, INT32, INT64 -> json.longValue();
        case FLOAT32 -> json.isString() ? Float.valueOf(json.asString()) : json.floatValue();
        case FLOAT64 -> json.isString() ? Double.valueOf(json.asString()) : json.doubleValue();
        case TIMESTAMP -> Instant.parse(json.asString());
        case DATE -> LocalDate.parse(json.asString());
        case UUID -> UUID.fromString(json.asString());
        case BYTES -> List.of(new String(Base64.getDecoder().decode(json.asString()), ISO_8859_1));
        case JSON -> json;
      };
    }

    /** The value as {@link #read} reads it. */
    private static Object comparable(Object value) {
      if (value instanceof BigDecimal decimal) {
        return decimal.stripTrailingZeros();
      }
      if (value instanceof Enum<?> constant) {
        return constant.name();
      }
      if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
        return ((Number) value).longValue();
      }
      if (value instanceof Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
      }
      if (value instanceof byte[] bytes) {
        return List.of(new String(bytes, ISO_8859_1));
      }
      boolean isJson = value instanceof String text && text.startsWith("{\"a\"");
      return isJson ? JSON.readTree((String) value) : value;
    }
  }
}
