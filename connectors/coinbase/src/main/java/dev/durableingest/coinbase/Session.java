package dev.durableingest.coinbase;

import dev.durableingest.coinbase.feed.Reception;
import dev.durableingest.coinbase.tape.SourceBehindException;
import dev.durableingest.coinbase.wire.Frame;
import dev.durableingest.coinbase.wire.FrameDecoder;
import dev.durableingest.coinbase.wire.MalformedFrameException;
import dev.durableingest.runtime.SourceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the connections of a run until one ends, on the thread that calls {@link #read}: frames and
 * answers are handled one by one, and the next frame of a connection is asked for when the one
 * before was emitted.
 */
final class Session {
  /** How often time is looked at; holds and silences are a hundred times longer. */
  private static final long SWEEP_NANOS = Duration.ofMillis(20).toNanos();

  /** How much of a frame that cannot be read is set aside. */
  private static final int SET_ASIDE_MAX = 1 << 20;

  private final SourceContext context;
  private final SourceState state;
  private final Tally tally;
  private final Products products;
  private final CatchUp catchUp;
  private final FrameDecoder decoder = new FrameDecoder();
  private final long startedAt = System.nanoTime();
  private long waited; // nanoseconds spent waiting for a frame that was asked for
  private long sweepAt;

  Session(SourceContext context, SourceState state, Products products, CatchUp catchUp) {
    this.context = context;
    this.state = state;
    this.tally = state.tally();
    this.products = products;
    this.catchUp = catchUp;
  }

  /**
   * Reads until a connection ends.
   *
   * @throws ExchangeException always, unless another exception comes first
   */
  void read(Connections connections, Inbox inbox)
      throws ExchangeException, SourceBehindException, InterruptedException {
    connections.requestAll();
    while (true) {
      Inbox.Item item = next(inbox);
      if (item instanceof Inbox.Received received) {
        receive(received.reception());
        connections.request(received.connection());
      } else if (item instanceof Inbox.Fetched fetched) {
        catchUp.take(fetched, now());
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
        products.heard(reader, waited);
        reader.tape.heartbeat(heartbeat.lastTradeId(), now());
        products.requireBounded(reader);
      }
    } else if (frame instanceof Frame.LastMatch lastMatch) {
      ProductReader reader = reader(lastMatch.trade().product());
      if (reader != null) {
        reader.tape.lastMatch(lastMatch.trade(), now());
        products.requireBounded(reader);
        catchUp.fetchMissing(now());
      }
    } else if (frame instanceof Frame.Complaint complaint) {
      products.complain(complaint, now());
    } else if (frame instanceof Frame.Status status) {
      products.status(status.products());
    } else {
      tally.one(Counted.IGNORED);
    }
  }

  private void ticker(TickerUpdate update) throws InterruptedException {
    if (reader(update.product()) == null) {
      return;
    }
    // A new connection begins with the ticker that the one before may have ended with.
    Long previous = state.tickerSequences().put(update.product(), update.sequence());
    if (previous != null && previous == update.sequence()) {
      tally.one(Counted.DUPLICATES);
    } else {
      context.emit(CoinbaseResources.TICKER, update);
    }
  }

  private @Nullable ProductReader reader(String product) {
    ProductReader reader = products.get(product);
    if (reader == null) {
      tally.one(Counted.IGNORED);
    }
    return reader;
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

  private void sweep() throws ExchangeException, InterruptedException {
    long now = now();
    for (ProductReader reader : products.readers().values()) {
      reader.tape.tick(now);
      reader.recordGaps();
    }
    catchUp.fetchMissing(now);
    products.requireHeard(waited, now);
    products.askAgain(now);
  }

  private long now() {
    return System.nanoTime() - startedAt;
  }
}
