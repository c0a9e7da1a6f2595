package dev.durableingest.coinbase.simulator;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /products/{id}/trades}: newest first, computed and not stored, so a window a
 * million trades back costs what the newest one costs.
 */
final class TradeList implements Handler {
  private static final int ROWS_MAX = 1_000;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Exchange exchange;

  TradeList(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void handle(Context context) {
    exchange.counters().restRequest();
    OptionalInt failure = exchange.faults().nextRestFailure();
    context.contentType("application/json; charset=utf-8");
    if (!exchange.requestLimit().take()) {
      exchange.counters().fault(Counters.Fault.REST_REQUESTS_LIMITED);
      fail(context, TOO_MANY_REQUESTS);
      return;
    }
    if (failure.isPresent()) {
      exchange.counters().fault(Counters.Fault.REST_FAILURES);
      fail(context, failure.getAsInt());
      return;
    }
    String product = context.pathParam("product");
    if (!exchange.market().products().contains(product)) {
      context.status(404).result("{\"message\":\"NotFound\"}");
      return;
    }
    answer(context, product);
  }

  private void answer(Context context, String product) {
    Market market = exchange.market();
    int limit = (int) Math.min(ROWS_MAX, number(context, "limit", ROWS_MAX));
    long after = number(context, "after", Long.MAX_VALUE);
    long before = number(context, "before", -1);
    long newest = Math.min(market.lastTradeId(product), after - 1);
    long oldest = Math.max(market.firstTradeId(product), before + 1);
    if (context.queryParam("before") != null) {
      newest = Math.min(newest, oldest + limit - 1);
    }
    StringBuilder rows = new StringBuilder("[");
    int count = 0;
    for (long id = newest; id >= oldest && count < limit; id--) {
      if (market.has(product, id) && !exchange.faults().hidesFromRest(product, id)) {
        if (count == 0) {
          context.header("CB-BEFORE", Long.toString(id));
        }
        context.header("CB-AFTER", Long.toString(id));
        rows.append(count++ > 0 ? "," : "");
        Frames.appendRow(rows, market.trade(product, id));
      }
    }
    context.result(rows.append(']').toString());
  }

  private static long number(Context context, String name, long absent) {
    @Nullable String text = context.queryParam(name);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the numbers that are out of range.
    }
    throw new BadRequestResponse(name + " is a whole number from 1, was '" + text + "'");
  }

  private static void fail(Context context, int status) {
    context.status(status);
    if (status == TOO_MANY_REQUESTS) {
      context.header("Retry-After", "1");
    }
    context.result(
        status == TOO_MANY_REQUESTS
            ? "{\"message\":\"Public rate limit exceeded\"}"
            : "{\"message\":\"Internal server error\"}");
  }
}
