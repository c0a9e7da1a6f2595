package dev.durableingest.coinbase.wire;

import static dev.durableingest.coinbase.wire.WireFields.Name.BEST_ASK;
import static dev.durableingest.coinbase.wire.WireFields.Name.BEST_ASK_SIZE;
import static dev.durableingest.coinbase.wire.WireFields.Name.BEST_BID;
import static dev.durableingest.coinbase.wire.WireFields.Name.BEST_BID_SIZE;
import static dev.durableingest.coinbase.wire.WireFields.Name.CHANNEL;
import static dev.durableingest.coinbase.wire.WireFields.Name.HIGH_24H;
import static dev.durableingest.coinbase.wire.WireFields.Name.LAST_SIZE;
import static dev.durableingest.coinbase.wire.WireFields.Name.LAST_TRADE_ID;
import static dev.durableingest.coinbase.wire.WireFields.Name.LOW_24H;
import static dev.durableingest.coinbase.wire.WireFields.Name.MAKER_ORDER_ID;
import static dev.durableingest.coinbase.wire.WireFields.Name.MESSAGE;
import static dev.durableingest.coinbase.wire.WireFields.Name.OPEN_24H;
import static dev.durableingest.coinbase.wire.WireFields.Name.PRICE;
import static dev.durableingest.coinbase.wire.WireFields.Name.PRODUCT_ID;
import static dev.durableingest.coinbase.wire.WireFields.Name.REASON;
import static dev.durableingest.coinbase.wire.WireFields.Name.SEQUENCE;
import static dev.durableingest.coinbase.wire.WireFields.Name.SIDE;
import static dev.durableingest.coinbase.wire.WireFields.Name.SIZE;
import static dev.durableingest.coinbase.wire.WireFields.Name.TAKER_ORDER_ID;
import static dev.durableingest.coinbase.wire.WireFields.Name.TIME;
import static dev.durableingest.coinbase.wire.WireFields.Name.TRADE_ID;
import static dev.durableingest.coinbase.wire.WireFields.Name.TYPE;
import static dev.durableingest.coinbase.wire.WireFields.Name.VOLUME_24H;
import static dev.durableingest.coinbase.wire.WireFields.Name.VOLUME_30D;

import dev.durableingest.coinbase.TickerUpdate;
import dev.durableingest.coinbase.Trade;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the text of a frame in one pass. Not thread-safe: one decoder per connection. */
public final class FrameDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final WireFields fields = new WireFields();

  /**
   * Reads one frame.
   *
   * @throws MalformedFrameException when it is not one JSON object, or lacks what its type must
   *     have; nothing else is ever thrown
   */
  public Frame decode(String text) throws MalformedFrameException {
    fields.clear();
    if (text.isEmpty()) {
      throw new MalformedFrameException("The frame is empty", null);
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedFrameException("The frame is no JSON object", null);
      }
      fields.read(parser);
      if (parser.nextToken() != null) {
        throw new MalformedFrameException("The frame goes on after its object", fields.type());
      }
    } catch (JacksonException e) {
      throw new MalformedFrameException(
          "The frame is no JSON: " + e.getOriginalMessage(), fields.type());
    }
    return frame();
  }

  private Frame frame() throws MalformedFrameException {
    if (fields.type() == null && fields.optionalText(CHANNEL) != null) {
      throw new MalformedFrameException(
          "The frame is one of the Advanced Trade feed, which is not read; point --feed-url at the"
              + " Exchange feed",
          null);
    }
    String type = fields.text(TYPE);
    return switch (type) {
      case "match" -> new Frame.Match(trade());
      case "last_match" -> new Frame.LastMatch(trade());
      case "ticker" -> new Frame.Ticker(ticker());
      case "heartbeat" ->
          new Frame.Heartbeat(fields.word(PRODUCT_ID), fields.number(LAST_TRADE_ID));
      case "error" -> new Frame.Complaint(fields.text(MESSAGE), fields.optionalText(REASON));
      case "status" -> new Frame.Status(fields.products());
      default -> new Frame.Other(type);
    };
  }

  private Trade trade() throws MalformedFrameException {
    return new Trade(
        fields.word(PRODUCT_ID),
        fields.number(TRADE_ID),
        fields.word(SIDE),
        fields.decimal(PRICE),
        fields.decimal(SIZE),
        fields.optionalUuid(MAKER_ORDER_ID),
        fields.optionalUuid(TAKER_ORDER_ID),
        fields.optionalNumber(SEQUENCE),
        fields.time(TIME),
        Trade.Origin.FEED);
  }

  private TickerUpdate ticker() throws MalformedFrameException {
    return new TickerUpdate(
        fields.word(PRODUCT_ID),
        fields.number(SEQUENCE),
        fields.number(TRADE_ID),
        fields.word(SIDE),
        fields.decimal(PRICE),
        fields.optionalDecimal(LAST_SIZE),
        fields.decimal(BEST_BID),
        fields.optionalDecimal(BEST_BID_SIZE),
        fields.decimal(BEST_ASK),
        fields.optionalDecimal(BEST_ASK_SIZE),
        fields.decimal(OPEN_24H),
        fields.decimal(HIGH_24H),
        fields.decimal(LOW_24H),
        fields.decimal(VOLUME_24H),
        fields.decimal(VOLUME_30D),
        fields.time(TIME));
  }
}
