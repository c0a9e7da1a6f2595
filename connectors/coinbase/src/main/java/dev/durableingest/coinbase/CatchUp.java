package dev.durableingest.coinbase;

import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.coinbase.wire.TradePage.MalformedRow;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches what is missing: products take turns, so that a long catch-up of one holds up no other,
 * and gaps of the ledger come when no product waits. Few answers are under way or waiting at a
 * time, which bounds the memory. Used by the thread that reads.
 */
final class CatchUp {
  private final SourceContext context;
  private final Tally tally;
  private final TradeFetcher fetcher;
  private final GapCloser gaps;
  private final Map<String, ProductReader> readers;
  private final List<ProductReader> turns;
  private int turn;
  private int underWay;

  CatchUp(
      SourceContext context,
      Tally tally,
      TradeFetcher fetcher,
      GapCloser gaps,
      Map<String, ProductReader> readers) {
    this.context = context;
    this.tally = tally;
    this.fetcher = fetcher;
    this.gaps = gaps;
    this.readers = readers;
    this.turns = List.copyOf(readers.values());
  }

  /** Asks for as much as may be under way, and says how much that leaves. */
  void fetchMissing(long now) {
    long missing = turns.stream().mapToLong(reader -> reader.tape.missing()).sum();
    context.lag(SourceLag.ofEvents(missing));
    for (int i = 0; i < turns.size() && underWay < TradeFetcher.REQUESTS_MAX; i++) {
      turn = (turn + 1) % turns.size();
      ProductReader reader = turns.get(turn);
      Optional<Window> window = reader.tape.nextFetch(now);
      if (window.isPresent()) {
        reader.tellProgress(now);
        fetch(new Inbox.Request(reader.product, window.get(), false));
      }
    }
    if (underWay == 0) {
      gaps.nextFetch(context).ifPresent(this::fetch);
    }
  }

  private void fetch(Inbox.Request request) {
    underWay++;
    fetcher.fetch(request);
  }

  /** Takes an answer, and asks for more. */
  void take(Inbox.Fetched fetched, long now) throws InterruptedException {
    underWay--;
    Inbox.Request request = fetched.request();
    ProductReader reader = readers.get(request.product());
    if (reader == null) {
      throw new IllegalStateException("Nobody asked for trades of " + request.product());
    }
    if (fetched.answer() instanceof Answer.Failed failed) {
      reader.noteFailure(failed.problem(), now);
    } else {
      reader.noteAnswer();
    }
    if (request.isOfGap()) {
      gaps.answer(request.window(), fetched.answer(), context);
    } else {
      pass(reader, request.window(), fetched.answer(), now);
    }
    fetchMissing(now);
  }

  private void pass(ProductReader reader, Window window, Answer answer, long now)
      throws InterruptedException {
    if (answer instanceof Answer.Failed failed) {
      reader.tape.fetchFailed(failed.retryAfter().toNanos(), now);
    } else if (answer instanceof Answer.Page page) {
      boolean isGivenUp = reader.tape.page(window, page.trades().trades(), now);
      if (isGivenUp) {
        for (MalformedRow row : page.trades().malformed()) {
          tally.one(Counted.REJECTED);
          context.reject(
              CoinbaseResources.MATCHES, row.text().getBytes(StandardCharsets.UTF_8), row.cause());
        }
      }
      reader.tellProgress(now);
    }
  }
}
