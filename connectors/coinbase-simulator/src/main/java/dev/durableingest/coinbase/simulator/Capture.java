package dev.durableingest.coinbase.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frames that a capture file says were received, in order.
 *
 * @param products in the order of their first frame
 */
record Capture(List<Frame> frames, List<String> products) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A received frame.
   *
   * @param product what it is about; null for acknowledgements and the like
   * @param trade what {@code match} and {@code last_match} tell of
   */
  record Frame(String text, FrameType type, @Nullable String product, @Nullable Trade trade) {}

  /**
   * Reads a file of lines such as {@code {"dir": "recv", "ts": …, "frame": "…"}}.
   *
   * @throws UncheckedIOException says which line is wrong, or why the file cannot be read
   */
  static Capture read(Path file) {
    List<Frame> frames = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode entry = JSON.readTree(line);
        if (entry.path("dir").asString("").equals("recv")) {
          frames.add(frame(entry.path("frame").stringValue()));
        }
      }
    } catch (NoSuchFileException e) {
      throw unreadable("The capture " + file + " does not exist.", e);
    } catch (IOException e) {
      throw unreadable("The capture " + file + " cannot be read: " + e.getMessage() + ".", e);
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw unreadable("Line " + number + " of the capture " + file + " holds no frame.", e);
    }
    List<String> products = products(frames);
    if (products.isEmpty()) {
      throw unreadable("The capture " + file + " has no received frame of any product.", null);
    }
    return new Capture(List.copyOf(frames), products);
  }

  private static List<String> products(List<Frame> frames) {
    LinkedHashSet<String> products = new LinkedHashSet<>();
    frames.forEach(
        frame -> {
          if (frame.product() != null) {
            products.add(frame.product());
          }
        });
    return List.copyOf(products);
  }

  private static Frame frame(String text) {
    JsonNode json = JSON.readTree(text);
    FrameType type = FrameType.of(json.path("type").asString(""));
    JsonNode product = json.path("product_id");
    boolean hasTrade = type == FrameType.MATCH || type == FrameType.LAST_MATCH;
    return new Frame(
        text,
        type,
        product.isString() ? product.stringValue() : null,
        hasTrade ? trade(json) : null);
  }

  private static Trade trade(JsonNode match) {
    return new Trade(
        string(match, "product_id"),
        match.path("trade_id").longValue(),
        Side.of(string(match, "side")),
        new BigDecimal(string(match, "price")),
        new BigDecimal(string(match, "size")),
        UUID.fromString(string(match, "maker_order_id")),
        UUID.fromString(string(match, "taker_order_id")),
        match.path("sequence").longValue(),
        Instant.parse(string(match, "time")));
  }

  private static String string(JsonNode json, String name) {
    return Objects.requireNonNull(json.path(name).stringValue(), name);
  }

  private static UncheckedIOException unreadable(String message, @Nullable Exception cause) {
    return new UncheckedIOException(message, new IOException(message, cause));
  }
}
