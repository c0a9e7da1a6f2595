package dev.durableingest.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentJsonTest {
  private static final String MINIMAL =
      "{\"formatVersion\":1,\"pipeline\":\"p\",\"incarnation\":\"i\",\"revision\":1,\"epoch\":2,"
          + "\"owner\":\"o\",\"events\":3,\"writtenAt\":\"2026-01-02T03:04:05Z\",\"entries\":{},"
          + "\"sinks\":{},\"deadLetters\":{\"count\":0,\"used\":{}},\"gaps\":[],\"nextGap\":1,"
          + "\"starts\":{\"sinceProgress\":0,\"suspect\":null}}";

  @Test
  void everyDocumentIsReadAsItWasWritten() throws DocumentException {
    long seed = System.nanoTime();
    System.out.println("DocumentJsonTest seed " + seed);
    RandomDocuments documents = new RandomDocuments(seed);
    for (int i = 0; i < 3_000; i++) {
      CheckpointDocument document = documents.next();
      byte[] stored = DocumentJson.write(document).getBytes(StandardCharsets.UTF_8);
      assertThat(DocumentJson.read(new String(stored, StandardCharsets.UTF_8)))
          .as("seed %d, document %d", seed, i)
          .isEqualTo(document);
    }
  }

  @Test
  void aDocumentIsOneLineThatAPersonCanRead() throws DocumentException {
    assertThat(DocumentJson.write(DocumentJson.read(MINIMAL))).isEqualTo(MINIMAL);
  }

  @Test
  void whatAllResourcesTogetherUsedOfABudgetIsForgiven() throws DocumentException {
    String older = MINIMAL.replace("\"used\":{}", "\"inRow\":3,\"inWindow\":3");
    assertThat(DocumentJson.write(DocumentJson.read(older))).isEqualTo(MINIMAL);
  }

  @Test
  void aDocumentCutAnywhereIsRefused() {
    for (int length = 0; length < MINIMAL.length(); length++) {
      String cut = MINIMAL.substring(0, length);
      assertThatThrownBy(() -> DocumentJson.read(cut)).isInstanceOf(DocumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "formatVersion",
        "pipeline",
        "incarnation",
        "revision",
        "epoch",
        "owner",
        "events",
        "writtenAt",
        "entries",
        "sinks",
        "deadLetters",
        "count",
        "gaps",
        "nextGap",
        "starts",
        "sinceProgress",
        "suspect"
      })
  void aMissingPropertyIsNamed(String name) {
    String without = MINIMAL.replace("\"" + name + "\"", "\"other\"");
    assertThatThrownBy(() -> DocumentJson.read(without))
        .isInstanceOf(DocumentException.class)
        .hasMessage("The checkpoint document is damaged: '" + name + "' is missing");
  }

  @Test
  void anUnknownVersionIsRefusedWithAWayOut() {
    String newer = MINIMAL.replace("\"formatVersion\":1", "\"formatVersion\":2");
    assertThatThrownBy(() -> DocumentJson.read(newer))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("format version 2")
        .hasMessageContaining("run the version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"revision\":1 → \"revision\":1.5",
        "\"revision\":1 → \"revision\":92233720368547758070",
        "\"revision\":1 → \"revision\":\"1\"",
        "\"entries\":{} → \"entries\":[]",
        "\"gaps\":[] → \"gaps\":{}",
        "\"gaps\":[] → \"gaps\":[{\"id\":1,\"resource\":\"r\",\"partition\":\"\",\"from\":5,"
            + "\"to\":3,\"next\":3}]",
        "2026-01-02T03:04:05Z → yesterday",
        "\"epoch\":2 → \"epoch\":2,\"epoch\":3",
        "\"entries\":{} → \"entries\":{\"r\":{\"\":{\"type\":\"t\",\"after\":0}}}",
        "\"count\":0 → \"count\":0,\"segment\":1",
        "\"used\":{} → \"used\":{\"r\":{\"inRow\":1}}"
      })
  void aPropertyOfTheWrongKindIsRefused(String change) {
    String[] parts = change.split(" → ");
    String changed = MINIMAL.replace(parts[0], parts[1]);
    assertThat(changed).isNotEqualTo(MINIMAL);
    assertThatThrownBy(() -> DocumentJson.read(changed))
        .isInstanceOf(DocumentException.class)
        .hasMessageNotContaining("\n");
  }
}
