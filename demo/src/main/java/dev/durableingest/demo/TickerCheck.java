package dev.durableingest.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found in the stream of tickers.
 *
 * @param lines complete lines
 * @param outOfOrder lines with a lower sequence number than one before them, of the same product
 * @param torn lines that are no whole JSON object
 */
record TickerCheck(long lines, long outOfOrder, long torn) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Reads the stream of the demo's folder. */
  static TickerCheck of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("streams").resolve("coinbase_ticker"))) {
      files = all.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
    long lines = 0;
    long outOfOrder = 0;
    long torn = 0;
    Map<String, Long> newest = new HashMap<>();
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      torn += text.isEmpty() || text.endsWith("\n") ? 0 : 1;
      for (String line : text.lines().toList()) {
        try {
          JsonNode ticker = MAPPER.readTree(line);
          String product = ticker.path("product_id").asString("");
          long sequence = ticker.path("sequence").asLong(0);
          Long before = newest.put(product, sequence);
          outOfOrder += before != null && sequence < before ? 1 : 0;
          lines++;
        } catch (JacksonException e) {
          torn++;
        }
      }
    }
    return new TickerCheck(lines, outOfOrder, torn);
  }

  boolean isSound() {
    return lines > 0 && outOfOrder == 0 && torn == 0;
  }
}
