package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.kafka.RandomRow.Row;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
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
import dev.durableingest.runtime.wiring.SinkTarget;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: what a consumer reads is what was written, for every type and its extremes. Method: columns
 * and rows are drawn from a seed, sent through a broker, parsed by Jackson, and compared value by
 * value.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EveryTypeTest {
  private static final int SCHEMAS = Integer.getInteger("schemas", 20);
  private static final int ROWS = 150;

  // A number keeps its digits: the nearest float of the nearest double may be another one.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void isReadByAConsumerAsItWasWritten() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("EveryTypeTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Broker broker = TestBroker.running();
    for (int schema = 0; schema < SCHEMAS; schema++) {
      String topic = TestBroker.newName("types");
      List<Column> columns = RandomRow.columns(random);
      List<Row> rows = new ArrayList<>();
      while (rows.size() < ROWS) {
        rows.add(RandomRow.of(columns, random));
      }

      write(broker, topic, columns, rows);

      List<ConsumerRecord<byte[], byte[]>> messages = Messages.of(broker, topic);
      assertThat(messages).hasSameSizeAs(rows);
      for (int i = 0; i < ROWS; i++) {
        JsonNode read = JSON.readTree(messages.get(i).value());
        assertThat(read.propertyNames())
            .containsExactlyElementsOf(columns.stream().map(Column::name).toList());
        requireSame(new StructType(columns), rows.get(i).values(), read);
      }
    }
  }

  private static void write(Broker broker, String topic, List<Column> columns, List<Row> rows)
      throws Exception {
    ResourceBinding<Row, Row, Long> resource =
        new ResourceBinding<>(
            ResourceKey.of("rows", Row.class, Long.class),
            ProcessResult::of,
            SinkTarget.stream(topic, ""),
            new RandomRow.Codec(columns),
            row -> 100L,
            OnError.DEAD_LETTER,
            Replay.FROM_CHECKPOINT);
    try (Sink sink =
        new KafkaStreamProvider()
            .open(Broker.url(broker.address(), "create=true"), topic, List.of(resource))) {
      sink.recover(Map.of());
      SinkBatch batch = sink.newBatch();
      rows.forEach(row -> batch.add(resource, row));
      sink.write(batch);
    }
  }

  private static void requireSame(ColumnType type, Object written, JsonNode read) {
    if (written == null) {
      assertThat(read.isNull()).as("%s", type).isTrue();
    } else if (type instanceof ListType list) {
      List<?> elements = (List<?>) written;
      assertThat(read.size()).isEqualTo(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        requireSame(list.element(), elements.get(i), read.get(i));
      }
    } else if (type instanceof MapType map) {
      Map<?, ?> entries = (Map<?, ?>) written;
      assertThat(read.size()).isEqualTo(entries.size());
      entries.forEach(
          (key, value) -> requireSame(map.value(), value, read.get(encodable(key.toString()))));
    } else if (type instanceof StructType struct) {
      List<?> values = (List<?>) written;
      for (int i = 0; i < values.size(); i++) {
        Column field = struct.fields().get(i);
        requireSame(field.type(), values.get(i), read.get(field.name()));
      }
    } else if (type instanceof DecimalType) {
      assertThat(new BigDecimal(read.stringValue())).isEqualByComparingTo((BigDecimal) written);
    } else if (type instanceof EnumType) {
      assertThat(read.stringValue()).isEqualTo(written);
    } else {
      requireSame((Scalar) type, written, read);
    }
  }

  private static void requireSame(Scalar type, Object written, JsonNode read) {
    switch (type) {
      case BOOLEAN -> assertThat(read.booleanValue()).isEqualTo(written);
      case INT8, INT16, INT32, INT64 -> {
        assertThat(read.isIntegralNumber()).isTrue();
        assertThat(read.longValue()).isEqualTo(((Number) written).longValue());
      }
      // The sign of a zero is not in a decimal number.
      case FLOAT32 ->
          assertThat((Object) floating(read).floatValue()).isEqualTo((Float) written + 0.0f);
      case FLOAT64 ->
          assertThat((Object) floating(read).doubleValue()).isEqualTo((Double) written + 0.0);
      case STRING -> assertThat(read.stringValue()).isEqualTo(encodable((String) written));
      case TIMESTAMP ->
          assertThat(Instant.parse(read.stringValue()))
              .isEqualTo(((Instant) written).truncatedTo(ChronoUnit.MICROS));
      case DATE, UUID -> assertThat(read.stringValue()).isEqualTo(written.toString());
      case BYTES ->
          assertThat(Base64.getDecoder().decode(read.stringValue())).isEqualTo((byte[]) written);
      case JSON -> requireSameJson((String) written, read);
    }
  }

  private static void requireSameJson(String written, JsonNode read) {
    try {
      assertThat(read).isEqualTo(JSON.readTree(written));
    } catch (JacksonException e) { // what is no JSON stands there as text
      assertThat(read.stringValue()).isEqualTo(written);
    }
  }

  private static Number floating(JsonNode read) {
    return read.isString() ? Double.valueOf(read.stringValue()) : read.decimalValue();
  }

  /** Half a surrogate pair has no form in UTF-8. */
  private static String encodable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8); // has a question mark for it
    return new String(bytes, StandardCharsets.UTF_8).replace('?', '\ufffd');
  }
}
