package dev.durableingest.coinbase;

import dev.durableingest.coinbase.wire.Frame;
import dev.durableingest.coinbase.wire.ProductStatus;
import dev.durableingest.runtime.SourceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The products of a run, and whether they can be had. One that the exchange refuses, or that stays
 * silent from the start, is set aside: it is told, the others go on, and it is asked for again from
 * time to time. One that falls silent later ends the run, and so does a connection of which no
 * product is heard.
 */
final class Products {
  private static final System.Logger LOG = System.getLogger("dev.durableingest.coinbase");

  /** The most trades that are held for all products together. */
  private static final int HELD_MAX = 200_000;

  private static final String ONLINE = "online";

  private final Timing timing;
  private final Connections connections;
  private final Map<String, ProductReader> readers = new LinkedHashMap<>();
  private final long catchUpMax;

  Products(
      CoinbaseConfig config,
      Timing timing,
      SourceContext context,
      SourceState state,
      Connections connections) {
    this.timing = timing;
    this.connections = connections;
    this.catchUpMax = config.catchUpMax();
    state.gaps().begin(context, config.products());
    Map<String, TradeCursor> cursors = context.checkpoints(CoinbaseResources.MATCHES);
    List<List<String>> spread = config.connections();
    for (int connection = 0; connection < spread.size(); connection++) {
      for (String product : spread.get(connection)) {
        ProductReader reader =
            new ProductReader(
                product,
                cursors.get(product),
                timing.tape().holdingAtMost(HELD_MAX / config.products().size()),
                context,
                state);
        reader.connection = connection;
        readers.put(product, reader);
      }
    }
  }

  /** All of them, by product. */
  Map<String, ProductReader> readers() {
    return readers;
  }

  @Nullable ProductReader get(String product) {
    return readers.get(product);
  }

  /** A product gave a sign of life. */
  void heard(ProductReader reader, long waited) {
    if (reader.standing == Standing.ASIDE) {
      LOG.log(System.Logger.Level.INFO, "{0}: it can be had now, and is read", reader.product);
    }
    reader.standing = Standing.HEARD;
    reader.heardAt = waited;
  }

  /** The exchange complains. */
  void complain(Frame.Complaint complaint, long now)
      throws ExchangeException, InterruptedException {
    String product = complaint.refusedProduct();
    ProductReader reader = product == null ? null : readers.get(product);
    if (reader == null) {
      if (complaint.isAboutStatus()) {
        LOG.log(System.Logger.Level.INFO, "The exchange tells no status: {0}", complaint);
        return;
      }
      throw complaintOf(complaint);
    }
    boolean isNew = reader.standing != Standing.ASIDE;
    setAside(reader, complaint + "; correct --products if it is none", now);
    if (readers.values().stream().allMatch(each -> each.standing == Standing.ASIDE)) {
      throw complaintOf(complaint);
    }
    if (isNew) {
      subscribeToTheUnheard(reader.connection); // because one bad product refuses the whole frame
    }
  }

  private void subscribeToTheUnheard(int connection)
      throws ExchangeException, InterruptedException {
    List<String> unheard = new ArrayList<>();
    for (ProductReader reader : readers.values()) {
      if (reader.connection == connection && reader.standing == Standing.ASKED) {
        unheard.add(reader.product);
      }
    }
    if (!unheard.isEmpty()) {
      connections.subscribe(connection, unheard);
    }
  }

  private static ExchangeException complaintOf(Frame.Complaint complaint) {
    if (!complaint.isAboutSubscription()) {
      return new ExchangeException("The exchange reported an error: " + complaint);
    }
    return new ExchangeException(
        "The exchange refused the subscription: " + complaint + "; correct --products");
  }

  private void setAside(ProductReader reader, String why, long now) {
    if (reader.standing != Standing.ASIDE) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be had, the other products go on, and it is asked for every {1} s: {2}",
          reader.product,
          Long.toString(timing.productRetry().toSeconds()),
          why);
    }
    reader.standing = Standing.ASIDE;
    reader.askAgainAt = now + timing.productRetry().toNanos();
  }

  /** The exchange tells how its products are. */
  void status(List<ProductStatus> statuses) {
    for (ProductStatus status : statuses) {
      ProductReader reader = readers.get(status.product());
      if (reader != null && !status.equals(reader.status)) {
        boolean isNews = reader.status != null || !status.status().equals(ONLINE);
        reader.status = status;
        if (isNews) {
          LOG.log(System.Logger.Level.INFO, "{0}: its status is {1}", status.product(), status);
        }
      }
    }
  }

  /** Asks again for one that was set aside; one at a time, because messages are limited. */
  void askAgain(long now) throws ExchangeException, InterruptedException {
    for (ProductReader reader : readers.values()) {
      if (reader.standing == Standing.ASIDE && now >= reader.askAgainAt) {
        reader.askAgainAt = now + timing.productRetry().toNanos();
        connections.subscribe(reader.connection, List.of(reader.product));
        return;
      }
    }
  }

  /** Finds the products that have been silent for too long. */
  void requireHeard(long waited, long now) throws ExchangeException {
    for (ProductReader reader : readers.values()) {
      if (reader.standing != Standing.ASIDE && isSilent(reader, waited)) {
        String problem =
            "No heartbeat of " + reader.product + " for " + timing.silence().toMillis() + " ms";
        if (reader.status != null && !reader.status.status().equals(ONLINE)) {
          problem += "; its status is " + reader.status;
        }
        if (reader.standing == Standing.HEARD || !isAlive(reader.connection, waited)) {
          throw new ExchangeException(problem);
        }
        setAside(reader, problem, now);
      }
    }
  }

  private boolean isAlive(int connection, long waited) {
    return readers.values().stream()
        .anyMatch(
            reader ->
                reader.connection == connection
                    && reader.standing == Standing.HEARD
                    && !isSilent(reader, waited));
  }

  private boolean isSilent(ProductReader reader, long waited) {
    return waited - reader.heardAt > timing.silence().toNanos();
  }

  /** Refuses to catch up more than was allowed. */
  void requireBounded(ProductReader reader) throws ExchangeException {
    long missing = reader.tape.missing();
    if (missing > catchUpMax) {
      throw new ExchangeException(
          reader.product
              + ": "
              + missing
              + " trades were missed, more than --catch-up-max "
              + catchUpMax
              + " allows. Raise it, or set the checkpoint on and do without them");
    }
  }
}
