package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.UnknownResourceException;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.PayloadSize;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loads what was generated for the connector with every column type, and uses it. */
class GeneratedCodecTest {
  private static final UUID ID = new UUID(1, 2);

  private static CompiledClasses classes;
  private static RecordCodec<Record> codec;

  @BeforeAll
  static void compile() throws Exception {
    Compilation compilation = Connector.good("everything").compile();
    assertThat(compilation.errors()).isEmpty();
    classes = new CompiledClasses(compilation);
    codec = rowCodec();
  }

  @SuppressWarnings("unchecked") // the binding of rows writes rows, as the golden shows
  private static RecordCodec<Record> rowCodec() throws Exception {
    return (RecordCodec<Record>) pipeline().source().resources().get(0).codec();
  }

  private static Pipeline pipeline() throws Exception {
    Method create = classes.load("com.acme.everything.EverythingPipeline").getMethod("create");
    return (Pipeline) create.invoke(null);
  }

  @Test
  void writesEveryTypeByItsOwnCall() throws Exception {
    RecordingWriter out = new RecordingWriter();
    Record row = row(Map.of());
    codec.check(row);

    codec.write(row, out);

    assertThat(out.calls())
        .containsExactly(
            "text: string t",
            "flag: boolean true",
            "count: int 1",
            "total: long 2",
            "ratio: double 0.5",
            "share: float 0.25",
            "small: short 3",
            "tiny: byte 4",
            "price: decimal(20, 8) 1.50",
            "time: timestamp 1970-01-01T00:00:00Z",
            "day: date 2024-02-29",
            "id: uuid " + ID,
            "raw: bytes [1, 2]",
            "side: enum BUY",
            "document: json {}",
            "renamed_column: string r",
            "s3_bucket: string b",
            "http_status: string h",
            "open24h: string o",
            "tags: list of 2",
            "tags: string x",
            "tags: string y",
            "tags: end of list",
            "sizes: list of 1",
            "sizes: long 9",
            "sizes: end of list",
            "amounts: list of 1",
            "amounts: decimal(10, 2) 2.5",
            "amounts: end of list",
            "matrix: list of 1",
            "matrix: list of 2",
            "matrix: int 1",
            "matrix: int 2",
            "matrix: end of list",
            "matrix: end of list",
            "legs: list of 1",
            "legs: struct",
            "venue: string v",
            "price: decimal(12, 4) 3",
            "side: null",
            "side: end of struct",
            "side: end of list",
            "counts: map of 1",
            "counts: string k",
            "counts: int 7",
            "counts: end of map",
            "times: map of 1",
            "times: string k",
            "times: list of 1",
            "times: timestamp 1970-01-01T00:00:00Z",
            "times: end of list",
            "times: end of map",
            "leg: struct",
            "venue: string v",
            "price: decimal(12, 4) 3",
            "side: null",
            "side: end of struct",
            "maybe_text: null",
            "maybe_count: null",
            "maybe_total: null",
            "maybe_ratio: null",
            "maybe_flag: null",
            "maybe_price: null",
            "maybe_time: null",
            "maybe_raw: null",
            "maybe_side: null",
            "maybe_leg: null",
            "maybe_tags: null",
            "maybe_counts: null",
            "optional_text: null",
            "optional_count: null",
            "optional_price: null",
            "optional_ids: null",
            "record: long 5",
            "out: null");
  }

  @Test
  void writesNullablesThatArePresent() throws Exception {
    RecordingWriter out = new RecordingWriter();
    Map<String, Object> present = new LinkedHashMap<>();
    present.put("maybeCount", 11);
    present.put("maybeFlag", false);
    present.put("maybePrice", new BigDecimal("12"));
    present.put("maybeRaw", new byte[] {3});
    present.put("maybeTags", List.of("z"));
    present.put("optionalText", Optional.of("some"));
    present.put("optionalPrice", Optional.of(new BigDecimal("1.5")));
    present.put("optionalIds", Optional.of(List.of(ID)));
    present.put("out", "there");
    Record row = row(present);
    codec.check(row);

    codec.write(row, out);

    assertThat(out.calls())
        .contains(
            "maybe_count: int 11",
            "maybe_flag: boolean false",
            "maybe_price: decimal(38, 0) 12",
            "maybe_raw: bytes [3]",
            "maybe_tags: list of 1",
            "maybe_tags: string z",
            "optional_text: string some",
            "optional_price: decimal(5, 1) 1.5",
            "optional_ids: uuid " + ID,
            "out: string there");
  }

  @Test
  void writesAsManyFieldsAsItHasColumnsInTheirOrder() throws Exception {
    RecordingWriter out = new RecordingWriter();
    codec.write(row(Map.of()), out);
    List<String> columns = codec.columns().stream().map(Column::name).toList();
    List<String> written =
        out.calls().stream()
            .map(call -> call.substring(0, call.indexOf(':')))
            .distinct()
            .filter(columns::contains)
            .toList();
    assertThat(written).containsExactlyElementsOf(columns);
  }

  @Test
  void findsWhatDoesNotFit() throws Exception {
    assertUnfit("text", null, "'text' is not nullable");
    assertUnfit("price", null, "'price' is not nullable");
    assertUnfit("price", new BigDecimal("1.123456789"), "'price' is decimal(20, 8)");
    assertUnfit("maybePrice", new BigDecimal("0.5"), "'maybe_price' is decimal(38, 0)");
    assertUnfit("optionalPrice", Optional.of(new BigDecimal("0.55")), "'optional_price'");
    assertUnfit("optionalText", null, "'optional_text' is not nullable");
    assertUnfit("time", Instant.MAX, "'time' holds the years");
    assertUnfit("maybeTime", Instant.MIN, "'maybe_time' holds the years");
    assertUnfit("tags", Arrays.asList("a", null), "'tags[]'");
    assertUnfit("amounts", List.of(new BigDecimal("0.001")), "'amounts[]' is decimal(10, 2)");
    assertUnfit("times", Map.of("k", List.of(Instant.MAX)), "'times[value][]' holds the years");
    assertUnfit("leg", null, "'leg' is not nullable");
    assertUnfit("leg", leg(new BigDecimal("0.00001")), "'price' is decimal(12, 4)");
    assertUnfit("maybeLeg", leg(null), "'price' is not nullable");
  }

  private static void assertUnfit(String component, Object value, String message) throws Exception {
    Map<String, Object> changed = new HashMap<>();
    changed.put(component, value);
    Record row = row(changed);
    assertThatThrownBy(() -> codec.check(row))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessageContaining(message);
  }

  @Test
  @SuppressWarnings("unchecked")
  void pipelineEstimatesPayloadsAndKnowsWhatIsReplayed() throws Exception {
    List<ResourceBinding<?, ?, ?>> bindings = pipeline().source().resources();
    ResourceBinding<String, ?, ?> echoes = (ResourceBinding<String, ?, ?>) bindings.get(1);
    assertThat(echoes.payloadSize().applyAsLong("four")).isEqualTo(PayloadSize.OBJECT + 4);
    ResourceBinding<Object, ?, ?> rows = (ResourceBinding<Object, ?, ?>) bindings.get(0);
    Object payload =
        classes
            .load("com.acme.everything.Payload")
            .getConstructors()[0]
            .newInstance("ab", 1, new byte[5], null);
    assertThat(rows.payloadSize().applyAsLong(payload))
        .isEqualTo(PayloadSize.OBJECT * 3 + 2 + 5 + 8);
    assertThat(bindings)
        .extracting(ResourceBinding::replay)
        .containsExactly(Replay.FROM_CHECKPOINT, Replay.OVERLAPPING, Replay.NONE);
  }

  @Test
  void resourcesAreFoundByNameAndUnknownOnesNameTheNearest() throws Exception {
    Class<?> resources = classes.load("com.acme.everything.EverythingResources");
    Method byName = resources.getMethod("byName", String.class);
    assertThat(byName.invoke(null, "rows"))
        .isEqualTo(resources.getField("ROWS").get(null))
        .isInstanceOf(ResourceKey.class);
    assertThatThrownBy(() -> byName.invoke(null, "echos"))
        .cause()
        .isInstanceOf(UnknownResourceException.class)
        .hasMessageContaining("'everything' has no resource 'echos'. It has: echoes,");
  }

  private static Record leg(BigDecimal price) throws Exception {
    Class<?> type = classes.load("com.acme.everything.Row$Leg");
    return (Record) type.getConstructors()[0].newInstance("v", price, null);
  }

  private static Record row(Map<String, Object> changed) throws Exception {
    Map<String, Object> values = values();
    values.putAll(changed);
    Class<?> type = classes.load("com.acme.everything.Row");
    Object[] arguments =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .map(values::get)
            .toArray();
    return (Record) type.getConstructors()[0].newInstance(arguments);
  }

  private static Map<String, Object> values() throws Exception {
    Object buy = classes.load("com.acme.everything.Row$Side").getEnumConstants()[0];
    Map<String, Object> values = new HashMap<>();
    values.put("text", "t");
    values.put("flag", true);
    values.put("count", 1);
    values.put("total", 2L);
    values.put("ratio", 0.5);
    values.put("share", 0.25f);
    values.put("small", (short) 3);
    values.put("tiny", (byte) 4);
    values.put("price", new BigDecimal("1.50"));
    values.put("time", Instant.EPOCH);
    values.put("day", LocalDate.of(2024, 2, 29));
    values.put("id", ID);
    values.put("raw", new byte[] {1, 2});
    values.put("side", buy);
    values.put("document", "{}");
    values.put("renamed", "r");
    values.put("s3Bucket", "b");
    values.put("HTTPStatus", "h");
    values.put("open24h", "o");
    values.put("tags", List.of("x", "y"));
    values.put("sizes", List.of(9L));
    values.put("amounts", List.of(new BigDecimal("2.5")));
    values.put("matrix", List.of(List.of(1, 2)));
    values.put("legs", List.of(leg(new BigDecimal("3"))));
    values.put("counts", Map.of("k", 7));
    values.put("times", Map.of("k", List.of(Instant.EPOCH)));
    values.put("leg", leg(new BigDecimal("3")));
    values.put("optionalText", Optional.empty());
    values.put("optionalCount", Optional.empty());
    values.put("optionalPrice", Optional.empty());
    values.put("optionalIds", Optional.empty());
    values.put("record", 5L);
    return values;
  }
}
