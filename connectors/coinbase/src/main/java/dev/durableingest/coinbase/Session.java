package dev.durableingest.coinbase;

import dev.durableingest.coinbase.feed.ExchangeFeed;
import dev.durableingest.coinbase.feed.Reception;
import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.tape.SourceBehindException;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.coinbase.wire.Frame;
import dev.durableingest.coinbase.wire.FrameDecoder;
import dev.durableingest.coinbase.wire.MalformedFrameException;
import dev.durableingest.coinbase.wire.TradePage.MalformedRow;
import dev.durableingest.runtime.SourceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection to its end, on the thread that calls {@link #read}: frames and answers are
 * handled one by one, and the next frame is asked for when the one before was emitted.
 */
final class Session {
  private static final System.Logger LOG = System.getLogger("dev.durableingest.coinbase");

  /** How often time is looked at; holds and silences are a hundred times longer. */
  private static final long SWEEP_NANOS = Duration.ofMillis(20).toNanos();

  /** How much of a frame that cannot be read is set aside. */
  private static final int SET_ASIDE_MAX = 1 << 20;

  private final SourceContext context;
  private final Tally tally;
  private final TradeFetcher fetcher;
  private final Map<String, Long> tickerSequences;
  private final Duration silence;
  private final FrameDecoder decoder = new FrameDecoder();
  private final Map<String, ProductReader> readers = new LinkedHashMap<>();
  private final long startedAt = System.nanoTime();
  private long waited; // nanoseconds spent waiting for a frame that was asked for
  private long sweepAt;

  Session(
      CoinbaseConfig config,
      Timing timing,
      SourceContext context,
      Tally tally,
      Map<String, Long> tickerSequences,
      TradeFetcher fetcher) {
    this.tickerSequences = tickerSequences;
    this.context = context;
    this.tally = tally;
    this.fetcher = fetcher;
    this.silence = timing.silence();
    Map<String, TradeCursor> cursors = context.checkpoints(CoinbaseResources.MATCHES);
    for (String product : config.products()) {
      readers.put(
          product, new ProductReader(product, cursors.get(product), timing.tape(), context, tally));
    }
  }

  /**
   * Reads until the connection ends.
   *
   * @throws ExchangeException always, unless another exception comes first
   */
  void read(ExchangeFeed feed, Inbox inbox)
      throws ExchangeException, SourceBehindException, InterruptedException {
    feed.request();
    while (true) {
      Inbox.Item item = next(inbox);
      if (item instanceof Inbox.Received received) {
        receive(received.reception());
        feed.request();
      } else if (item instanceof Inbox.Fetched fetched) {
        takeAnswer(fetched);
      }
      if (now() >= sweepAt) {
        sweep();
        sweepAt = now() + SWEEP_NANOS;
      }
    }
  }

  private Inbox.@Nullable Item next(Inbox inbox) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long before = now();
    Inbox.Item item = inbox.poll(SWEEP_NANOS);
    waited += now() - before;
    return item;
  }

  private void receive(Reception reception)
      throws ExchangeException, SourceBehindException, InterruptedException {
    if (reception instanceof Reception.Ended ended) {
      throw new ExchangeException("The connection to the feed was lost: " + ended.problem());
    }
    tally.one(Counted.FRAMES);
    if (reception instanceof Reception.Unusable unusable) {
      tally.one(Counted.REJECTED);
      context.reject(unusable.start(), new MalformedFrameException(unusable.problem(), null));
    } else if (reception instanceof Reception.Text text) {
      try {
        handle(decoder.decode(text.text()));
      } catch (MalformedFrameException e) {
        setAside(text.text(), e);
      }
    }
  }

  private void handle(Frame frame)
      throws ExchangeException, SourceBehindException, InterruptedException {
    if (frame instanceof Frame.Match match) {
      ProductReader reader = reader(match.trade().product());
      if (reader != null) {
        reader.tape.match(match.trade(), now());
      }
    } else if (frame instanceof Frame.Ticker ticker) {
      ticker(ticker.update());
    } else if (frame instanceof Frame.Heartbeat heartbeat) {
      ProductReader reader = reader(heartbeat.product());
      if (reader != null) {
        context.alive();
        reader.heardAt = waited;
        reader.tape.heartbeat(heartbeat.lastTradeId(), now());
      }
    } else if (frame instanceof Frame.LastMatch lastMatch) {
      ProductReader reader = reader(lastMatch.trade().product());
      if (reader != null) {
        reader.tape.lastMatch(lastMatch.trade(), now());
        fetchMissing(reader);
      }
    } else if (frame instanceof Frame.Complaint complaint) {
      throw complaintOf(complaint);
    } else {
      tally.one(Counted.IGNORED);
    }
  }

  private void ticker(TickerUpdate update) throws InterruptedException {
    if (reader(update.product()) == null) {
      return;
    }
    // A new connection begins with the ticker that the one before may have ended with.
    Long previous = tickerSequences.put(update.product(), update.sequence());
    if (previous != null && previous == update.sequence()) {
      tally.one(Counted.DUPLICATES);
    } else {
      context.emit(CoinbaseResources.TICKER, update);
    }
  }

  private @Nullable ProductReader reader(String product) {
    ProductReader reader = readers.get(product);
    if (reader == null) {
      tally.one(Counted.IGNORED);
    }
    return reader;
  }

  private static ExchangeException complaintOf(Frame.Complaint complaint) {
    if (!complaint.isAboutSubscription()) {
      return new ExchangeException("The exchange reported an error: " + complaint);
    }
    return new ExchangeException(
        "The exchange refused the subscription: " + complaint + "; correct --products");
  }

  private void setAside(String text, MalformedFrameException cause) throws InterruptedException {
    tally.one(Counted.REJECTED);
    String kept = text.length() <= SET_ASIDE_MAX ? text : text.substring(0, SET_ASIDE_MAX);
    byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
    String type = cause.type();
    if (type == null) {
      context.reject(bytes, cause);
      return;
    }
    switch (type) {
      case "match", "last_match" -> context.reject(CoinbaseResources.MATCHES, bytes, cause);
      case "ticker" -> context.reject(CoinbaseResources.TICKER, bytes, cause);
      default -> context.reject(bytes, cause);
    }
  }

  private void takeAnswer(Inbox.Fetched fetched) throws ExchangeException, InterruptedException {
    ProductReader reader = readers.get(fetched.product());
    if (reader == null) {
      throw new IllegalStateException("Nobody asked for trades of " + fetched.product());
    }
    if (fetched.answer() instanceof Answer.Page page) {
      reader.noteAnswer();
      if (reader.tape.page(fetched.window(), page.trades().trades(), now())) {
        for (MalformedRow row : page.trades().malformed()) {
          tally.one(Counted.REJECTED);
          context.reject(
              CoinbaseResources.MATCHES, row.text().getBytes(StandardCharsets.UTF_8), row.cause());
        }
      }
    } else if (fetched.answer() instanceof Answer.Failed failed) {
      reader.noteFailure(failed.problem());
      reader.tape.fetchFailed(failed.retryAfter().toNanos(), now());
    } else if (fetched.answer() instanceof Answer.Refused refused) {
      throw new ExchangeException(refused.problem());
    }
    fetchMissing(reader);
  }

  private void fetchMissing(ProductReader reader) {
    Optional<Window> window = reader.tape.nextFetch(now());
    if (window.isEmpty()) {
      return;
    }
    boolean isLong = reader.tape.missing() > Window.SIZE_MAX;
    if (isLong && !reader.catchingUp) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: catching up {1} trades from {2}",
          reader.product,
          Long.toString(reader.tape.missing()),
          Long.toString(window.get().from()));
    }
    reader.catchingUp = isLong;
    fetcher.fetch(reader.product, window.get());
  }

  private void sweep() throws ExchangeException, InterruptedException {
    for (ProductReader reader : readers.values()) {
      reader.tape.tick(now());
      fetchMissing(reader);
      if (waited - reader.heardAt > silence.toNanos()) {
        throw new ExchangeException(
            "No heartbeat of " + reader.product + " for " + silence.toMillis() + " ms");
      }
    }
  }

  private long now() {
    return System.nanoTime() - startedAt;
  }
}
