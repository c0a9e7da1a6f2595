package dev.durableingest.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checkpoint as the first release with format version 1 wrote it: without whatever came later.
 * The names are frozen; a later release may add some, and must do without them.
 */
final class OlderDocument {
  private static final Set<String> FIRST =
      Set.of(
          "formatVersion",
          "pipeline",
          "incarnation",
          "revision",
          "epoch",
          "owner",
          "events",
          "writtenAt",
          "position",
          "entries",
          "sinks",
          "deadLetters",
          "gaps",
          "nextGap",
          "starts");
  private static final Set<String> FIRST_OF_DEAD_LETTERS =
      Set.of("identity", "segment", "bytes", "count", "inRow");
  private static final Set<String> FIRST_OF_STARTS = Set.of("sinceProgress", "suspect");
  // A cursor must keep every digit it was stored with.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private OlderDocument() {}

  /** The older form of a checkpoint file. */
  static String of(String file) {
    ObjectNode document = (ObjectNode) MAPPER.readTree(file).get("document");
    keep(document, FIRST);
    keep((ObjectNode) document.get("deadLetters"), FIRST_OF_DEAD_LETTERS);
    keep((ObjectNode) document.get("starts"), FIRST_OF_STARTS);
    // And what a later release has added, or an earlier one still had, is passed over.
    document.put("fieldOfAnotherRelease", 1);
    addToCursors(document.get("entries"));
    String json = MAPPER.writeValueAsString(document);
    CRC32C checksum = new CRC32C();
    checksum.update(json.getBytes(StandardCharsets.UTF_8));
    String digits = HexFormat.of().toHexDigits((int) checksum.getValue());
    return "{\"checksum\":\"" + digits + "\",\"document\":" + json + "}\n";
  }

  private static void addToCursors(JsonNode entries) {
    for (JsonNode resource : entries) {
      for (JsonNode entry : resource) {
        if (entry.get("cursor") instanceof ObjectNode cursor) {
          cursor.put("fieldOfAnotherRelease", 1);
        }
      }
    }
  }

  private static void keep(ObjectNode node, Set<String> names) {
    for (String name : List.copyOf(node.propertyNames())) {
      if (!names.contains(name)) {
        node.remove(name);
      }
    }
  }
}
