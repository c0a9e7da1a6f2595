package dev.durableingest.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

class DeadLetterFileTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  @TempDir Path root;

  record Trade(long id, BigDecimal price, Instant at) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  sealed interface Change permits Added, Removed {}

  record Added(int id) implements Change {}

  record Removed(int id) implements Change {}

  static final class Opaque {
    @Override
    public String toString() {
      return "opaque\nthing";
    }
  }

  static final class Endless {
    public Endless getNext() {
      return new Endless();
    }

    @Override
    public String toString() {
      throw new IllegalStateException();
    }
  }

  @Test
  void aLetterTellsEverythingThatIsKnown() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            7,
            "p",
            "trades",
            "process",
            DeadLetterPayload.of(new Trade(5, new BigDecimal("1.50"), Instant.EPOCH), Trade.class),
            "java.lang.IllegalStateException",
            "first\nsecond \uD800",
            3,
            "BTC-USD",
            new StoredValue("java.lang.Long", "42"),
            Instant.parse("2026-01-02T03:04:05Z"));
    JsonNode read = MAPPER.readTree(append(letter));
    assertThat(read.get("number").longValue()).isEqualTo(7);
    assertThat(read.get("pipeline").stringValue()).isEqualTo("p");
    assertThat(read.get("resource").stringValue()).isEqualTo("trades");
    assertThat(read.get("stage").stringValue()).isEqualTo("process");
    assertThat(read.get("at").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(read.get("attempts").intValue()).isEqualTo(3);
    assertThat(read.at("/error/type").stringValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(read.at("/error/message").stringValue()).isEqualTo("first\nsecond \uD800");
    assertThat(read.get("partition").stringValue()).isEqualTo("BTC-USD");
    assertThat(read.get("position").toString())
        .isEqualTo("{\"type\":\"java.lang.Long\",\"value\":42}");
    assertThat(read.at("/payload/type").stringValue()).isEqualTo(Trade.class.getName());
    assertThat(read.at("/payload/json").toString())
        .isEqualTo("{\"id\":5,\"price\":1.50,\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(MAPPER.treeToValue(read.at("/payload/json"), Trade.class))
        .isEqualTo(new Trade(5, new BigDecimal("1.50"), Instant.EPOCH));
  }

  @Test
  void payloadsOfEveryPermittedTypeCanBeReadAgain() throws Exception {
    JsonNode change = payload(new Removed(3), Change.class);
    assertThat(change.get("type").stringValue()).isEqualTo(Change.class.getName());
    assertThat(MAPPER.treeToValue(change.get("json"), Change.class)).isEqualTo(new Removed(3));
    assertThat(payload("a\n\"b\"", String.class).get("json").stringValue()).isEqualTo("a\n\"b\"");
    byte[] text = "{\"tr\u00fcncated".getBytes(StandardCharsets.UTF_8);
    JsonNode bytes = payload(text, byte[].class);
    assertThat(bytes.get("base64").binaryValue()).isEqualTo(text);
    assertThat(bytes.get("text").stringValue()).isEqualTo("{\"tr\u00fcncated");
    JsonNode binary = payload(new byte[] {(byte) 0xC3, 0, (byte) 0xFF}, byte[].class);
    assertThat(binary.get("base64").binaryValue()).containsExactly(0xC3, 0, 0xFF);
    assertThat(binary.has("text")).isFalse();
  }

  @Test
  void aPayloadThatCannotBeWrittenIsShownAndSaysSo() throws Exception {
    JsonNode opaque = payload(new Opaque(), Opaque.class);
    assertThat(opaque.get("shown").stringValue()).isEqualTo("opaque\nthing");
    assertThat(opaque.get("problem").stringValue())
        .startsWith("cannot be retried: ")
        .doesNotContain("\n");
    assertThat(payload(new Endless(), Endless.class).get("shown").stringValue())
        .contains("IllegalStateException");
    assertThat(payload(null, Trade.class).get("json").isNull()).isTrue();
  }

  @Test
  void lettersThatTheDocumentDoesNotKnowAreCutOff() throws Exception {
    SinkPosition recorded;
    try (DeadLetterFile file = open()) {
      file.recover(DeadLetters.NONE);
      file.append(List.of(letter(1)));
      recorded = file.position();
      file.append(List.of(letter(2), letter(3)));
    }
    assertThat(numbers()).containsExactly(1L, 2L, 3L);
    try (DeadLetterFile file = open()) {
      file.recover(new DeadLetters(recorded, 1, Map.of()));
      assertThat(file.position()).isEqualTo(recorded);
      file.append(List.of(letter(2)));
    }
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void aTailTornAtAnyByteIsCutOrRefused() throws Exception {
    SinkPosition recorded;
    Path segment = root.resolve("p/00000000000000000001.ndjson");
    try (DeadLetterFile file = open()) {
      file.recover(DeadLetters.NONE);
      file.append(List.of(letter(1)));
      recorded = file.position();
      file.append(List.of(letter(2)));
    }
    byte[] whole = Files.readAllBytes(segment);
    for (int length = whole.length; length >= 0; length--) {
      Files.write(segment, Arrays.copyOf(whole, length));
      try (DeadLetterFile file = open()) {
        if (length >= recorded.bytes()) {
          file.recover(new DeadLetters(recorded, 1, Map.of()));
          assertThat(numbers()).containsExactly(1L);
        } else {
          assertThatThrownBy(() -> file.recover(new DeadLetters(recorded, 1, Map.of())))
              .hasMessageContaining("the dead letters of pipeline 'p'")
              .hasMessageContaining("which has " + length);
        }
      }
    }
  }

  @Test
  void theSameLettersAreNotAppendedTwice() throws Exception {
    try (DeadLetterFile file = open()) {
      file.recover(DeadLetters.NONE);
      file.append(List.of(letter(1)));
      file.append(List.of(letter(1)));
      file.append(List.of());
      file.append(List.of(letter(2)));
    }
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void onAFullDiskTheLetterWaits() throws Exception {
    Optional<TinyDisk> mounted = TinyDisk.mount(root);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk disk = mounted.get();
        DeadLetterFile file = open()) {
      file.recover(DeadLetters.NONE);
      Path ballast = root.resolve("ballast");
      Files.write(ballast, new byte[(int) disk.store().getUsableSpace()]);
      SinkPosition before = file.position();
      assertThatThrownBy(() -> file.append(List.of(letter(1))))
          .isInstanceOfSatisfying(
              SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.RETRY_SAME))
          .hasMessageStartingWith("disk full: " + root.resolve("p"));
      assertThat(file.position()).isEqualTo(before);
      Files.delete(ballast);
      file.append(List.of(letter(1)));
      assertThat(numbers()).containsExactly(1L);
    }
  }

  @Test
  void aSecondOpenerAndAnotherSchemeAreRefused() throws Exception {
    try (DeadLetterFile file = open()) {
      assertThat(file.description()).isEqualTo("file:" + root.resolve("p"));
      assertThatThrownBy(this::open).hasMessageContaining("in use by pipeline 'p'");
    }
    assertThatThrownBy(() -> DeadLetterUrls.provider(URI.create("redis://u:secret@host:1")))
        .hasMessageContaining("--dead-letters file:folder or kafka://host:9092")
        .hasMessageContaining("redis://***@host:1");
  }

  private DeadLetterFile open() throws SinkException {
    return DeadLetterFile.open(root.toUri(), "p");
  }

  private String append(DeadLetter letter) throws Exception {
    try (DeadLetterFile file = open()) {
      file.recover(DeadLetters.NONE);
      file.append(List.of(letter));
    }
    List<String> lines = lines();
    return lines.get(lines.size() - 1);
  }

  private JsonNode payload(Object payload, Class<?> declaredType) throws Exception {
    return MAPPER
        .readTree(append(letter(1, DeadLetterPayload.of(payload, declaredType))))
        .get("payload");
  }

  private static DeadLetter letter(long number) {
    return letter(number, new DeadLetterPayload.Json("java.lang.Long", "1"));
  }

  private static DeadLetter letter(long number, DeadLetterPayload payload) {
    return new DeadLetter(
        number, "p", null, "source", payload, "E", null, 1, null, null, Instant.EPOCH);
  }

  private List<Long> numbers() throws IOException {
    return lines().stream().map(line -> MAPPER.readTree(line).get("number").longValue()).toList();
  }

  private List<String> lines() throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(root.resolve("p"))) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return List.of(lines.toString().split("\n"));
  }
}
