package dev.durableingest.coinbase.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asks for: which channels for which products.
 *
 * @param subscribe true to begin, false to end
 */
record SubscribeRequest(boolean subscribe, Map<Channel, Set<String>> products) {
  /** Why a frame of a client was refused, in the words of an {@code error} frame. */
  static final class RefusedException extends Exception {
    private final String failure;
    private final String reason;

    RefusedException(String failure, String reason) {
      super(failure + ": " + reason);
      this.failure = failure;
      this.reason = reason;
    }

    String failure() {
      return failure;
    }

    String reason() {
      return reason;
    }
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> PRIVATE_CHANNELS = Set.of("level2", "level3", "full", "user");

  /** Reads a frame; an unknown product or channel refuses all of it. */
  static SubscribeRequest parse(String frame, Collection<String> known) throws RefusedException {
    JsonNode root;
    try {
      root = JSON.readTree(frame);
    } catch (JacksonException e) {
      throw new RefusedException("Malformed JSON", "The frame is not a JSON object");
    }
    String type = root.path("type").asString("");
    if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
      throw new RefusedException("Unknown type", "'" + type + "' is not subscribe or unsubscribe");
    }
    boolean subscribe = type.equals("subscribe");
    String failure = "Failed to " + type;
    Map<Channel, Set<String>> products = new LinkedHashMap<>();
    List<String> forAll = products(root.path("product_ids"), known, failure);
    for (JsonNode channel : root.path("channels")) {
      boolean isName = channel.isString();
      String name = isName ? channel.asString() : channel.path("name").asString("");
      Channel wanted = channel(name, failure);
      if (wanted == Channel.STATUS) {
        products.put(wanted, Set.of(Subscriptions.ALL));
        continue;
      }
      Set<String> ids = products.computeIfAbsent(wanted, any -> new LinkedHashSet<>(forAll));
      if (!isName) {
        ids.addAll(products(channel.path("product_ids"), known, failure));
      }
      if (ids.isEmpty()) {
        throw new RefusedException(failure, "No products for channel " + name);
      }
    }
    if (products.isEmpty()) {
      throw new RefusedException(failure, "No channels provided");
    }
    return new SubscribeRequest(subscribe, products);
  }

  private static Channel channel(String name, String failure) throws RefusedException {
    if (PRIVATE_CHANNELS.contains(name)) {
      throw new RefusedException(
          failure, "level2, level3, full and user channels require authentication");
    }
    return Channel.of(name)
        .orElseThrow(() -> new RefusedException(failure, name + " is not a valid channel"));
  }

  private static List<String> products(JsonNode ids, Collection<String> known, String failure)
      throws RefusedException {
    List<String> products = new ArrayList<>();
    for (JsonNode id : ids) {
      String product = id.asString("");
      if (!known.contains(product)) {
        throw new RefusedException(failure, product + " is not a valid product");
      }
      products.add(product);
    }
    return products;
  }
}
