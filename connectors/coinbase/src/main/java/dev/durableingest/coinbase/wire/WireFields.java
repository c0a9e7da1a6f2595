package dev.durableingest.coinbase.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The scalar fields of one JSON object that this connector knows, kept as text until their type is
 * asked for: only then it is clear which of them matter. Reused from object to object; not
 * thread-safe.
 */
final class WireFields {
  private static final int DECIMAL_LENGTH_MAX = 100;

  /** The names, as Coinbase writes them. */
  enum Name {
    TYPE,
    CHANNEL,
    PRODUCT_ID,
    TRADE_ID,
    MAKER_ORDER_ID,
    TAKER_ORDER_ID,
    SIDE,
    SIZE,
    PRICE,
    SEQUENCE,
    TIME,
    LAST_TRADE_ID,
    OPEN_24H,
    VOLUME_24H,
    LOW_24H,
    HIGH_24H,
    VOLUME_30D,
    BEST_BID,
    BEST_BID_SIZE,
    BEST_ASK,
    BEST_ASK_SIZE,
    LAST_SIZE,
    MESSAGE,
    REASON;

    private static final Map<String, Name> BY_WIRE_NAME =
        Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Name::wireName, name -> name));

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Name, String> texts = new EnumMap<>(Name.class);
  private final List<ProductStatus> products = new ArrayList<>();

  /** Reads an object whose {@code START_OBJECT} is the current token, up to its end. */
  void read(JsonParser parser) {
    clear();
    for (String wireName = parser.nextName(); wireName != null; wireName = parser.nextName()) {
      JsonToken token = parser.nextToken();
      Name name = Name.BY_WIRE_NAME.get(wireName);
      if (token == JsonToken.START_ARRAY && wireName.equals("products")) {
        readProducts(parser);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      } else if (name != null && token != JsonToken.VALUE_NULL) {
        texts.put(name, parser.getString());
      }
    }
  }

  /** Forgets everything, so that a failed reading leaves nothing of the object before. */
  void clear() {
    texts.clear();
    products.clear();
  }

  /** How the products are, where the object tells that. */
  List<ProductStatus> products() {
    return products;
  }

  private void readProducts(JsonParser parser) {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        readProduct(parser);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void readProduct(JsonParser parser) {
    String product = "";
    String status = "";
    String message = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "id" -> product = parser.getString();
        case "status" -> status = parser.getString();
        case "status_message" -> message = parser.getString();
        default -> {}
      }
    }
    if (!product.isEmpty() && !status.isEmpty()) {
      products.add(new ProductStatus(product, status, message));
    }
  }

  /** The type of the frame, where it was read. */
  @Nullable String type() {
    return texts.get(Name.TYPE);
  }

  @Nullable String optionalText(Name name) {
    return texts.get(name);
  }

  String text(Name name) throws MalformedFrameException {
    String text = texts.get(name);
    if (text == null) {
      throw malformed("has no '" + name.wireName() + "'");
    }
    return text;
  }

  /** A text that names something, so that it must not be empty. */
  String word(Name name) throws MalformedFrameException {
    String text = text(name);
    if (text.isBlank()) {
      throw malformed("has an empty '" + name.wireName() + "'");
    }
    return text;
  }

  long number(Name name) throws MalformedFrameException {
    String text = text(name);
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, together with the negative ones.
    }
    throw unreadable(name, text, "a whole number");
  }

  @Nullable Long optionalNumber(Name name) throws MalformedFrameException {
    return !texts.containsKey(name) ? null : (Long) number(name);
  }

  BigDecimal decimal(Name name) throws MalformedFrameException {
    String text = text(name);
    try {
      if (text.length() <= DECIMAL_LENGTH_MAX) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Told below, together with the long ones.
    }
    throw unreadable(name, text, "a decimal number");
  }

  @Nullable BigDecimal optionalDecimal(Name name) throws MalformedFrameException {
    return !texts.containsKey(name) ? null : decimal(name);
  }

  @Nullable UUID optionalUuid(Name name) throws MalformedFrameException {
    String text = texts.get(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 36) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // Told below, together with those that UUID would read although they are too short.
    }
    throw unreadable(name, text, "a UUID");
  }

  Instant time(Name name) throws MalformedFrameException {
    String text = text(name);
    Instant time = WireTime.parse(text);
    if (time == null) {
      throw unreadable(name, text, "a time such as 2021-04-17T16:43:30.244075Z");
    }
    return time;
  }

  private MalformedFrameException unreadable(Name name, String text, String wanted) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
    return malformed("has '" + name.wireName() + "' = '" + shown + "', which is not " + wanted);
  }

  private MalformedFrameException malformed(String what) {
    String type = type();
    return new MalformedFrameException((type == null ? "The object" : type) + " " + what, type);
  }
}
