package dev.durableingest.runtime.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonRecordWriterTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private final JsonRecordWriter writer = new JsonRecordWriter();

  @Test
  void anyRecordIsOneLineThatAJsonParserReadsBack() throws CharacterCodingException {
    long seed = System.nanoTime();
    System.out.println("JsonRecordWriterTest seed " + seed);
    RandomTrees trees = new RandomTrees(seed);
    for (int i = 0; i < 5_000; i++) {
      RandomTrees.Tree tree = trees.next();
      writer.clear();
      writer.writeLine(RandomTrees.CODEC, tree);
      String line = decode(writer.bytes());
      assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
      assertThat(ascii(MAPPER.readTree(line)))
          .as("seed %d, record %d", seed, i)
          .isEqualTo(ascii(normalized(tree.expected())));
    }
  }

  @Test
  void everyCharacterSurvivesAndHalfAPairBecomesAReplacement() throws CharacterCodingException {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0xFFFF; c++) {
      all.append((char) c).append('-');
    }
    JsonNode read = MAPPER.readTree(written(out -> out.writeString(all.toString())));
    assertThat(read.get("v").stringValue()).isEqualTo(RandomTrees.decoded(all.toString()));
  }

  @Test
  void decimalsKeepTheDigitsTheyHave() throws CharacterCodingException {
    assertThat(written(out -> out.writeDecimal(new BigDecimal("14.7775"), 18, 8)))
        .isEqualTo("{\"v\":\"14.7775\"}");
    assertThat(written(out -> out.writeDecimal(new BigDecimal("1.50"), 18, 8)))
        .isEqualTo("{\"v\":\"1.50\"}");
    assertThat(written(out -> out.writeDecimal(new BigDecimal("1E+3"), 18, 8)))
        .isEqualTo("{\"v\":\"1000\"}");
  }

  @Test
  void doublesAreWrittenAsTheJdkWritesThemOrShorterAndReadBackTheSame()
      throws CharacterCodingException {
    long seed = System.nanoTime();
    System.out.println("JsonRecordWriterTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double value = aDouble(random);
      for (double near : new double[] {value, Math.nextUp(value), -value}) {
        String line = written(out -> out.writeDouble(near));
        String text = line.substring("{\"v\":".length(), line.length() - 1);
        assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
            .as("seed %d, %s written as %s", seed, near, text)
            .isEqualTo(Double.doubleToLongBits(near));
        assertThat(text.length()).isLessThanOrEqualTo(Double.toString(near).length());
      }
    }
  }

  /** One with few digits, as prices have; one with many; any bits at all. */
  private static double aDouble(Random random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(3)) {
      case 0 -> random.nextLong(100_000_000_000L) / Math.pow(10, random.nextInt(12));
      case 1 -> random.nextDouble() * Math.pow(10, random.nextInt(-4, 9));
      default -> Double.isFinite(any) ? any : 0;
    };
  }

  @Test
  void aZeroWithABillionDecimalPlacesIsCutToItsColumn() throws CharacterCodingException {
    assertThat(written(out -> out.writeDecimal(new BigDecimal("0E-1000000000"), 18, 2)))
        .isEqualTo("{\"v\":\"0.00\"}");
  }

  @Test
  void timesBeforeTheEpochAreCutDownwards() throws CharacterCodingException {
    assertThat(written(out -> out.writeTimestamp(Instant.parse("1969-12-31T23:59:59.9999999Z"))))
        .isEqualTo("{\"v\":\"1969-12-31T23:59:59.999999Z\"}");
    assertThat(written(out -> out.writeTimestamp(Instant.parse("0001-01-01T00:00:00Z"))))
        .isEqualTo("{\"v\":\"0001-01-01T00:00:00.000000Z\"}");
  }

  @Test
  void whatOnlyLooksLikeJsonIsAString() throws CharacterCodingException {
    for (String broken : List.of("", " ", "{", "nul", "1 2", "01", "'a'", "\uFEFF[", "[1,]")) {
      JsonNode read = MAPPER.readTree(written(out -> out.writeJson(broken)));
      assertThat(read.get("v").isString()).as(broken).isTrue();
      assertThat(read.get("v").stringValue()).isEqualTo(broken);
    }
  }

  @Test
  void aCodecThatFailsLeavesNothingBehind() throws CharacterCodingException {
    written(out -> out.writeInt(1));
    Consumer<RecordWriter> failing =
        out -> {
          out.beginList(2);
          out.writeInt(1);
          throw new IllegalStateException("no");
        };
    RandomTrees.Tree broken = tree(failing);
    assertThatThrownBy(() -> writer.writeLine(RandomTrees.CODEC, broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(decode(writer.bytes())).isEqualTo("{\"v\":1}");
    writer.write(RandomTrees.CODEC, tree(out -> out.writeInt(2)));
    assertThat(decode(writer.bytes())).isEqualTo("{\"v\":1}{\"v\":2}");
  }

  @Test
  void aHugeBatchDoesNotKeepItsBuffer() {
    writer.write(RandomTrees.CODEC, tree(out -> out.writeString("x".repeat(20_000_000))));
    assertThat(writer.bytes().array().length).isGreaterThan(20_000_000);
    writer.clear();
    assertThat(writer.bytes().array().length).isLessThan(100_000);
  }

  private String written(Consumer<RecordWriter> value) throws CharacterCodingException {
    writer.clear();
    writer.write(RandomTrees.CODEC, tree(value));
    return decode(writer.bytes());
  }

  private static RandomTrees.Tree tree(Consumer<RecordWriter> value) {
    return new RandomTrees.Tree(
        List.of(out -> out.field("v"), value), JsonNodeFactory.instance.objectNode());
  }

  /** The text of a tree, in characters that can be told apart in a report. */
  private static String ascii(JsonNode tree) {
    return ASCII.writeValueAsString(tree);
  }

  /** Numbers as the mapper reads them, whatever they were built from. */
  private static JsonNode normalized(JsonNode expected) {
    return MAPPER.readTree(expected.toString());
  }

  private static String decode(ByteBuffer bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }
}
