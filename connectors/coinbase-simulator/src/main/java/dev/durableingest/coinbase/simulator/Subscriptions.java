package dev.durableingest.coinbase.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What one connection has subscribed to. Single-threaded: owned by the connection's feeder. */
final class Subscriptions {
  /** Stands for the products of a channel that has those of the whole exchange. */
  static final String ALL = "";

  private final Predicate<String> isOffline;
  private final Map<Channel, Set<String>> products = new EnumMap<>(Channel.class);
  private final Set<String> onAnyChannel = new HashSet<>();

  /**
   * @param isOffline whether a product is off, so that nothing of it is sent
   */
  Subscriptions(Predicate<String> isOffline) {
    this.isOffline = isOffline;
    for (Channel channel : Channel.values()) {
      products.put(channel, new HashSet<>());
    }
  }

  /** True when it was not subscribed before. */
  boolean add(Channel channel, String product) {
    onAnyChannel.add(product);
    return of(channel).add(product);
  }

  void remove(Channel channel, String product) {
    of(channel).remove(product);
    if (products.values().stream().noneMatch(each -> each.contains(product))) {
      onAnyChannel.remove(product);
    }
  }

  boolean has(Channel channel, String product) {
    return of(channel).contains(product) && !isOffline.test(product);
  }

  boolean hasProduct(String product) {
    return onAnyChannel.contains(product);
  }

  boolean isEmpty() {
    return onAnyChannel.isEmpty();
  }

  Set<String> of(Channel channel) {
    return products.getOrDefault(channel, Set.of());
  }

  /** The {@code subscriptions} frame; {@code order} puts products and channels into an order. */
  String acknowledgement(UnaryOperator<List<String>> order) {
    List<String> channels = new ArrayList<>();
    products.forEach(
        (channel, names) -> {
          if (!names.isEmpty()) {
            String ids =
                order.apply(new ArrayList<>(names)).stream()
                    .filter(name -> !name.equals(ALL))
                    .map(name -> '"' + name + '"')
                    .collect(Collectors.joining(","));
            channels.add(
                "{\"name\":\""
                    + channel.wireName()
                    + "\",\"product_ids\":["
                    + ids
                    + "],\"account_ids\":null}");
          }
        });
    return "{\"type\":\"subscriptions\",\"channels\":["
        + String.join(",", order.apply(channels))
        + "]}";
  }
}
