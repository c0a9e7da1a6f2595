package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.checkpoint.RandomDocuments;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random records: the calls that a codec would make for one, and the JSON that is expected. */
final class RandomTrees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final double[] DOUBLES = {
    0, -0.0, 1e300, 4.9e-324, 0.1, -17, Double.NaN, Double.POSITIVE_INFINITY, 1e7, 123456.789
  };
  private final Random random;
  private final RandomDocuments texts;

  RandomTrees(long seed) {
    random = new Random(seed);
    texts = new RandomDocuments(seed);
  }

  /** A value: how it is written, and what it is as JSON. */
  record Value(Consumer<RecordWriter> calls, JsonNode expected) {}

  /** A record with up to eight fields. */
  record Tree(List<Consumer<RecordWriter>> calls, JsonNode expected) {}

  /** Plays the calls of a tree. */
  static final RecordCodec<Tree> CODEC =
      new RecordCodec<>() {
        @Override
        public List<Column> columns() {
          return List.of();
        }

        @Override
        public void check(Tree tree) {}

        @Override
        public void write(Tree tree, RecordWriter out) {
          tree.calls().forEach(call -> call.accept(out));
        }
      };

  Tree next() {
    return struct(3);
  }

  private Tree struct(int depth) {
    List<Consumer<RecordWriter>> calls = new ArrayList<>();
    ObjectNode expected = NODES.objectNode();
    Set<String> names = new HashSet<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String name = texts.text();
      if (names.add(decoded(name))) {
        Value value = value(depth);
        calls.add(out -> out.field(name));
        calls.add(value.calls());
        expected.set(decoded(name), value.expected());
      }
    }
    return new Tree(calls, expected);
  }

  private Value value(int depth) {
    int kind = random.nextInt(depth > 0 ? 16 : 13);
    return switch (kind) {
      case 0 -> new Value(RecordWriter::writeNull, NODES.nullNode());
      case 1, 2 -> string();
      case 3 -> longValue();
      case 4 -> small();
      case 5 -> floating();
      case 6 -> decimal();
      case 7 -> timestamp();
      case 8 -> date();
      case 9 -> uuid();
      case 10 -> bytes();
      case 11 -> json();
      case 12 -> {
        boolean value = random.nextBoolean();
        yield new Value(out -> out.writeBoolean(value), NODES.booleanNode(value));
      }
      case 13 -> list(depth);
      case 14 -> map(depth);
      default -> nested(depth);
    };
  }

  private Value string() {
    String text = texts.text().repeat(random.nextInt(50) == 0 ? 900 : 1);
    return new Value(out -> out.writeString(text), NODES.stringNode(decoded(text)));
  }

  private Value longValue() {
    long value = random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
    return new Value(out -> out.writeLong(value), NODES.numberNode(BigInteger.valueOf(value)));
  }

  private Value small() {
    byte value = (byte) random.nextInt();
    return new Value(
        switch (random.nextInt(3)) {
          case 0 -> out -> out.writeByte(value);
          case 1 -> out -> out.writeShort(value);
          default -> out -> out.writeInt(value);
        },
        NODES.numberNode(BigInteger.valueOf(value)));
  }

  private Value floating() {
    double value =
        random.nextBoolean()
            ? DOUBLES[random.nextInt(DOUBLES.length)]
            : Double.longBitsToDouble(random.nextLong());
    if (random.nextBoolean()) {
      float narrow = (float) value;
      return new Value(out -> out.writeFloat(narrow), floatNode(narrow, Float.toString(narrow)));
    }
    return new Value(out -> out.writeDouble(value), floatNode(value, Double.toString(value)));
  }

  private static JsonNode floatNode(double value, String text) {
    return Double.isFinite(value) ? NODES.numberNode(new BigDecimal(text)) : NODES.stringNode(text);
  }

  private Value decimal() {
    BigDecimal value = new BigDecimal(new BigInteger(60, random), random.nextInt(10));
    return new Value(
        out -> out.writeDecimal(value, 38, 9), NODES.stringNode(value.toPlainString()));
  }

  private Value timestamp() {
    long micros = random.nextLong() % 60_000_000_000_000_000L;
    Instant value =
        Instant.EPOCH
            .plusSeconds(Math.floorDiv(micros, 1_000_000))
            .plusNanos(Math.floorMod(micros, 1_000_000) * 1_000 + random.nextInt(1_000));
    // By String.format over the calendar of java.time, not by the arithmetic under test.
    String expected =
        String.format(
            "%tFT%<tT.%06dZ", value.atOffset(java.time.ZoneOffset.UTC), value.getNano() / 1_000);
    return new Value(out -> out.writeTimestamp(value), NODES.stringNode(expected));
  }

  private Value date() {
    LocalDate value = LocalDate.ofEpochDay(random.nextInt(3_000_000) - 719_000);
    return new Value(out -> out.writeDate(value), NODES.stringNode(value.toString()));
  }

  private Value uuid() {
    UUID value = new UUID(random.nextLong(), random.nextLong());
    return new Value(out -> out.writeUuid(value), NODES.stringNode(value.toString()));
  }

  private Value bytes() {
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    return new Value(
        out -> out.writeBytes(value), NODES.stringNode(Base64.getEncoder().encodeToString(value)));
  }

  private Value json() {
    if (random.nextBoolean()) {
      String broken = "{\"a\": [1, 2}";
      return new Value(out -> out.writeJson(broken), NODES.stringNode(broken));
    }
    ObjectNode expected = NODES.objectNode();
    expected.set("a b", NODES.arrayNode().add(1).add("x \"\\ \n y").add(true));
    return new Value(
        out -> out.writeJson(" {\"a b\" :\r\n [ 1,\t\"x \\\"\\\\ \\n y\", true ] }\n"), expected);
  }

  private Value list(int depth) {
    List<Value> elements = new ArrayList<>();
    var expected = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      Value element = value(depth - 1);
      elements.add(element);
      expected.add(element.expected());
    }
    return new Value(
        out -> {
          out.beginList(elements.size());
          elements.forEach(element -> element.calls().accept(out));
          out.endList();
        },
        expected);
  }

  private Value map(int depth) {
    List<Consumer<RecordWriter>> calls = new ArrayList<>();
    ObjectNode expected = NODES.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      Value key = key(i);
      Value value = value(depth - 1);
      calls.add(key.calls());
      calls.add(value.calls());
      expected.set(key.expected().stringValue(), value.expected());
    }
    return new Value(
        out -> {
          out.beginMap(expected.size());
          calls.forEach(call -> call.accept(out));
          out.endMap();
        },
        expected);
  }

  private Value key(int number) {
    return switch (random.nextInt(4)) {
      case 0 -> new Value(out -> out.writeLong(number), NODES.stringNode("" + number));
      case 1 -> new Value(out -> out.writeString("k" + number), NODES.stringNode("k" + number));
      case 2 -> new Value(out -> out.writeDouble(number), NODES.stringNode(number + ".0"));
      default -> new Value(out -> out.writeEnum("E" + number), NODES.stringNode("E" + number));
    };
  }

  private Value nested(int depth) {
    Tree tree = struct(depth - 1);
    return new Value(
        out -> {
          out.beginStruct();
          tree.calls().forEach(call -> call.accept(out));
          out.endStruct();
        },
        tree.expected());
  }

  /** A text as it must be read again: UTF-8 has no half surrogate pairs. */
  static String decoded(String text) {
    StringBuilder decoded = new StringBuilder();
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(decoded::appendCodePoint);
    return decoded.toString();
  }
}
