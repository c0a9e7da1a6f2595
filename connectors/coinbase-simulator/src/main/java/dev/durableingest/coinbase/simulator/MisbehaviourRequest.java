package dev.durableingest.coinbase.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a misbehaviour from the JSON of the control port, such as {@code {"kind":"go_silent"}}. */
final class MisbehaviourRequest {
  private static final JsonMapper JSON = new JsonMapper();

  private MisbehaviourRequest() {}

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException says what is wrong with it
   */
  static Misbehaviour parse(String text) {
    JsonNode request;
    try {
      request = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The body is not a JSON object.", e);
    }
    String kind = request.path("kind").asString("");
    return switch (kind) {
      case "drop_matches" -> new Misbehaviour.DropMatches(probability(request));
      case "drop_trades" ->
          new Misbehaviour.DropTrades(string(request, "product"), tradeIds(request));
      case "duplicate_matches" -> new Misbehaviour.DuplicateMatches(probability(request));
      case "reorder_matches" -> new Misbehaviour.ReorderMatches(integer(request, "window"));
      case "bad_frames" -> new Misbehaviour.BadFrames(probability(request));
      case "go_silent" ->
          new Misbehaviour.GoSilent(Duration.ofMillis(integer(request, "milliseconds")));
      case "drop_connections" -> new Misbehaviour.DropConnections();
      case "drop_connection_after" ->
          new Misbehaviour.DropConnectionAfter(
              integer(request, "frames"), request.has("times") ? integer(request, "times") : 1);
      case "rest_fails_next" ->
          new Misbehaviour.RestFailsNext(integer(request, "status"), integer(request, "requests"));
      case "rest_fails_at_random" ->
          new Misbehaviour.RestFailsAtRandom(integer(request, "status"), probability(request));
      case "hide_from_rest" ->
          new Misbehaviour.HideFromRest(
              string(request, "product"), number(request, "from"), number(request, "to"));
      case "refuse_product" -> new Misbehaviour.RefuseProduct(string(request, "product"));
      case "take_offline" -> new Misbehaviour.TakeOffline(string(request, "product"));
      case "send_text" -> new Misbehaviour.SendText(string(request, "text"));
      case "send_binary" ->
          new Misbehaviour.SendBinary(
              ByteBuffer.wrap(Base64.getDecoder().decode(string(request, "base64"))));
      default ->
          throw new IllegalArgumentException(
              "There is no misbehaviour of kind '" + kind + "'. The README lists them.");
    };
  }

  private static double probability(JsonNode request) {
    JsonNode value = request.path("probability");
    if (!value.isNumber()) {
      throw missing("probability", "a number from 0 to 1");
    }
    return value.doubleValue();
  }

  private static int integer(JsonNode request, String name) {
    JsonNode value = request.path(name);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw missing(name, "a whole number");
    }
    return value.intValue();
  }

  private static long number(JsonNode request, String name) {
    JsonNode value = request.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw missing(name, "a whole number");
    }
    return value.longValue();
  }

  private static String string(JsonNode request, String name) {
    JsonNode value = request.path(name);
    if (!value.isString()) {
      throw missing(name, "a string");
    }
    return value.stringValue();
  }

  private static Set<Long> tradeIds(JsonNode request) {
    Set<Long> ids = new HashSet<>();
    for (JsonNode id : request.path("trade_ids")) {
      if (!id.isIntegralNumber()) {
        throw missing("trade_ids", "a list of whole numbers");
      }
      ids.add(id.longValue());
    }
    if (ids.isEmpty()) {
      throw missing("trade_ids", "a list of whole numbers");
    }
    return ids;
  }

  private static IllegalArgumentException missing(String name, String what) {
    return new IllegalArgumentException("'" + name + "' is needed: " + what + ".");
  }
}
