package dev.durableingest.coinbase.wire;

import static dev.durableingest.coinbase.wire.WireFields.Name.PRICE;
import static dev.durableingest.coinbase.wire.WireFields.Name.SIDE;
import static dev.durableingest.coinbase.wire.WireFields.Name.SIZE;
import static dev.durableingest.coinbase.wire.WireFields.Name.TIME;
import static dev.durableingest.coinbase.wire.WireFields.Name.TRADE_ID;

import dev.durableingest.coinbase.Trade;
import dev.durableingest.coinbase.wire.TradePage.MalformedRow;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the answers of the REST interface. Stateless. */
public final class TradePageDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private TradePageDecoder() {}

  /**
   * Reads one answer; a row that is no trade does not spoil the others.
   *
   * @param product the product that was asked for; rows do not name it
   * @throws MalformedFrameException when the answer is not an array of objects
   */
  public static TradePage decode(String product, String body) throws MalformedFrameException {
    if (body.stripLeading().startsWith("<")) {
      throw new MalformedFrameException(
          "The answer is a web page; something in between answers in the exchange's place", null);
    }
    List<Trade> trades = new ArrayList<>();
    List<MalformedRow> malformed = new ArrayList<>();
    WireFields fields = new WireFields();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new MalformedFrameException("The answer is no JSON array", null);
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        fields.read(parser);
        try {
          trades.add(trade(product, fields));
        } catch (MalformedFrameException e) {
          int end = (int) parser.currentLocation().getCharOffset();
          malformed.add(new MalformedRow(body.substring(start, end), e));
        }
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new MalformedFrameException("The answer holds something else than objects", null);
      }
    } catch (JacksonException e) {
      throw new MalformedFrameException("The answer is no JSON: " + e.getOriginalMessage(), null);
    }
    return new TradePage(trades, malformed);
  }

  private static Trade trade(String product, WireFields fields) throws MalformedFrameException {
    return new Trade(
        product,
        fields.number(TRADE_ID),
        fields.word(SIDE),
        fields.decimal(PRICE),
        fields.decimal(SIZE),
        null,
        null,
        null,
        fields.time(TIME),
        Trade.Origin.REST);
  }
}
