package dev.durableingest.coinbase.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;

/** Writes trades in the exchange's wire format, by appending text: this is the hot path. */
final class Frames {
  private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000};

  private Frames() {}

  /** A {@code match} or {@code last_match} frame. */
  static String match(FrameType type, Trade trade) {
    StringBuilder text = new StringBuilder(400);
    text.append("{\"type\":\"").append(type.wireName());
    text.append("\",\"trade_id\":").append(trade.tradeId());
    text.append(",\"maker_order_id\":\"").append(trade.makerOrderId());
    text.append("\",\"taker_order_id\":\"").append(trade.takerOrderId());
    text.append("\",\"side\":\"").append(trade.makerSide().wireName());
    text.append("\",\"size\":\"").append(trade.size().toPlainString());
    text.append("\",\"price\":\"").append(trade.price().toPlainString());
    text.append("\",\"product_id\":\"").append(trade.product());
    text.append("\",\"sequence\":").append(trade.sequence());
    text.append(",\"time\":\"");
    appendTime(text, trade.time());
    return text.append("\"}").toString();
  }

  /** A {@code heartbeat} frame that names the newest trade of a product. */
  static String heartbeat(Trade newest, Instant now) {
    StringBuilder text = new StringBuilder(160);
    text.append("{\"type\":\"heartbeat\",\"last_trade_id\":").append(newest.tradeId());
    text.append(",\"product_id\":\"").append(newest.product());
    text.append("\",\"sequence\":").append(newest.sequence());
    text.append(",\"time\":\"");
    appendTime(text, now);
    return text.append("\"}").toString();
  }

  /** A {@code status} frame that says of each product whether it is online. */
  static String status(List<String> products, Predicate<String> isOffline) {
    StringBuilder text = new StringBuilder("{\"type\":\"status\",\"products\":[");
    for (String product : products) {
      boolean offline = isOffline.test(product);
      text.append(text.charAt(text.length() - 1) == '}' ? "," : "");
      text.append("{\"id\":\"").append(product);
      text.append("\",\"base_currency\":\"").append(product, 0, product.indexOf('-'));
      text.append("\",\"quote_currency\":\"").append(product.substring(product.indexOf('-') + 1));
      text.append("\",\"base_increment\":\"0.00000001\",\"status\":\"");
      text.append(offline ? "offline" : "online");
      text.append("\",\"status_message\":\"").append(offline ? "under maintenance" : "");
      text.append("\",\"trading_disabled\":").append(offline).append('}');
    }
    return text.append("],\"currencies\":[]}").toString();
  }

  /** Appends a trade as a row of the REST answer, which has neither order ids nor a sequence. */
  static void appendRow(StringBuilder text, Trade trade) {
    text.append("{\"time\":\"");
    appendTime(text, trade.time());
    text.append("\",\"trade_id\":").append(trade.tradeId());
    text.append(",\"price\":\"").append(trade.price().toPlainString());
    text.append("\",\"size\":\"").append(trade.size().toPlainString());
    text.append("\",\"side\":\"").append(trade.makerSide().wireName()).append("\"}");
  }

  /** Appends an ISO-8601 time in UTC that always has six digits after the point. */
  static void appendTime(StringBuilder text, Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    appendPadded(text, utc.getYear(), 4);
    appendPadded(text, utc.getMonthValue(), 2, '-');
    appendPadded(text, utc.getDayOfMonth(), 2, '-');
    appendPadded(text, utc.getHour(), 2, 'T');
    appendPadded(text, utc.getMinute(), 2, ':');
    appendPadded(text, utc.getSecond(), 2, ':');
    appendPadded(text, utc.getNano() / 1000, 6, '.');
    text.append('Z');
  }

  private static void appendPadded(StringBuilder text, int number, int digits, char before) {
    appendPadded(text.append(before), number, digits);
  }

  private static void appendPadded(StringBuilder text, int number, int digits) {
    for (int unit = POWERS_OF_TEN[digits - 1]; unit > number && unit > 1; unit /= 10) {
      text.append('0');
    }
    text.append(number);
  }
}
