package dev.durableingest.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.DocumentException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterJsonTest {
  @Test
  void isReadAsItWasWritten() throws DocumentException {
    List<DeadLetterPayload> payloads =
        List.of(
            new DeadLetterPayload.Json("a.B", "{\"price\":1.10,\"text\":\"line\\n\"}"),
            new DeadLetterPayload.Json("java.lang.String", "null"),
            new DeadLetterPayload.Bytes("AP8="),
            new DeadLetterPayload.Shown("a.C", "C[]", "no properties"));
    for (DeadLetterPayload payload : payloads) {
      for (DeadLetter letter : List.of(full(payload), bare(payload))) {
        assertThat(DeadLetterJson.read(DeadLetterJson.write(letter))).isEqualTo(letter);
      }
    }
  }

  @Test
  void isNotReadFromSomethingElse() {
    for (String line : List.of("", "{}", "[", "{\"number\":1}")) {
      assertThatThrownBy(() -> DeadLetterJson.read(line)).isInstanceOf(DocumentException.class);
    }
  }

  private static DeadLetter full(DeadLetterPayload payload) {
    return new DeadLetter(
        7,
        "quakes",
        "earthquakes",
        "sink",
        payload,
        "java.lang.Exception",
        "it said \"no\"",
        2,
        "north",
        new StoredValue("a.Lsn", "{\"lsn\":12}"),
        Instant.parse("2026-01-02T03:04:05.678901Z"));
  }

  private static DeadLetter bare(DeadLetterPayload payload) {
    return new DeadLetter(
        1, "quakes", null, "source", payload, "E", null, 1, null, null, Instant.EPOCH);
  }
}
