package dev.durableingest.coinbase.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of an {@link ExchangeSimulator}. Not thread-safe. */
public final class ExchangeSimulatorBuilder {
  private static final Pattern PRODUCT = Pattern.compile("[A-Z0-9]{1,16}-[A-Z0-9]{1,16}");
  private static final double TRADES_PER_SECOND_MAX = 1_000_000;

  private List<String> products = List.of("BTC-USD", "ETH-USD");
  private long seed = 1;
  private double tradesPerSecond = 20;
  private OptionalLong firstTradeId = OptionalLong.empty();
  private long history = 1;
  private long maxTrades = Long.MAX_VALUE;
  private @Nullable Instant startAt;
  private boolean startPaused;
  private @Nullable Path replay;
  private int port;
  private int queueFrames = 1_024;
  private long queueBytes = 8L << 20;
  private SlowConsumerPolicy slowConsumers = SlowConsumerPolicy.BLOCK;
  private Duration slowConsumerPatience = Duration.ofSeconds(2);
  private Duration subscribeTimeout = Duration.ofSeconds(5);
  private RequestLimit requestLimit = RequestLimit.none();
  private AcknowledgementOrder acknowledgementOrder = AcknowledgementOrder.FIRST;

  ExchangeSimulatorBuilder() {}

  /** The pairs of a synthetic market, such as {@code BTC-USD}. */
  public ExchangeSimulatorBuilder products(String... products) {
    return products(List.of(products));
  }

  /** The pairs of a synthetic market, such as {@code BTC-USD}. */
  public ExchangeSimulatorBuilder products(List<String> products) {
    require(!products.isEmpty(), "An exchange needs at least one product.");
    for (String product : products) {
      require(
          PRODUCT.matcher(product).matches(),
          "A product is two names in capitals such as BTC-USD, was '" + product + "'.");
    }
    this.products = products.stream().distinct().toList();
    return this;
  }

  /** What the market and the misbehaviours are drawn from. */
  public ExchangeSimulatorBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** How many trades each product makes in a second, up to a million. */
  public ExchangeSimulatorBuilder tradesPerSecond(double tradesPerSecond) {
    require(
        tradesPerSecond > 0 && tradesPerSecond <= TRADES_PER_SECOND_MAX,
        "Trades per second are more than 0 and at most 1000000, was " + tradesPerSecond + ".");
    this.tradesPerSecond = tradesPerSecond;
    return this;
  }

  /** The oldest trade id of every product; else it is derived from the seed, around 1,000,000. */
  public ExchangeSimulatorBuilder firstTradeId(long firstTradeId) {
    require(firstTradeId >= 1, "A first trade id is 1 or more, was " + firstTradeId + ".");
    this.firstTradeId = OptionalLong.of(firstTradeId);
    return this;
  }

  /**
   * How many trades each product already has at the start, 1 or more. An exchange that takes over
   * from another one passes how many that one had made, and the same {@link #startAt}.
   */
  public ExchangeSimulatorBuilder history(long trades) {
    require(trades >= 1, "A history has 1 trade or more, was " + trades + ".");
    this.history = trades;
    return this;
  }

  /** Ends the market after this many trades of each product, the history included. */
  public ExchangeSimulatorBuilder maxTrades(long maxTrades) {
    require(maxTrades >= 1, "The most trades are 1 or more, was " + maxTrades + ".");
    this.maxTrades = maxTrades;
    return this;
  }

  /** The time of the first trade; else such that the market's clock shows about the real time. */
  public ExchangeSimulatorBuilder startAt(Instant startAt) {
    this.startAt = startAt.truncatedTo(ChronoUnit.MICROS);
    return this;
  }

  /** Makes no trade before {@link ExchangeSimulator#resumeMarket()}. */
  public ExchangeSimulatorBuilder startPaused() {
    this.startPaused = true;
    return this;
  }

  /**
   * Sends the received frames of a capture instead of a synthetic market, as fast as a client takes
   * them; lines are {@code {"dir": "recv", "ts": …, "frame": "…"}}. Products, trade ids, history
   * and rate are then those of the capture.
   */
  public ExchangeSimulatorBuilder replay(Path capture) {
    this.replay = capture;
    return this;
  }

  /** Where to listen on loopback; 0, as from the start, takes any free port. */
  public ExchangeSimulatorBuilder port(int port) {
    require(port >= 0 && port <= 65_535, "A port is from 0 to 65535, was " + port + ".");
    this.port = port;
    return this;
  }

  /** How much may wait to be written to one client, in frames and in bytes. */
  public ExchangeSimulatorBuilder sendQueue(int frames, long bytes) {
    require(frames >= 1 && bytes >= 1, "A send queue holds at least 1 frame and 1 byte.");
    this.queueFrames = frames;
    this.queueBytes = bytes;
    return this;
  }

  /** What happens to a client that does not read; {@code BLOCK} from the start. */
  public ExchangeSimulatorBuilder slowConsumers(SlowConsumerPolicy policy) {
    this.slowConsumers = policy;
    return this;
  }

  /** How long a full send queue is borne where slow consumers are disconnected; 2 s. */
  public ExchangeSimulatorBuilder slowConsumerPatience(Duration patience) {
    this.slowConsumerPatience = patience;
    return this;
  }

  /** How long a client may take to subscribe before it is disconnected; 5 s. */
  public ExchangeSimulatorBuilder subscribeTimeout(Duration timeout) {
    this.subscribeTimeout = timeout;
    return this;
  }

  /**
   * Answers REST requests with 429 that come faster than this; without a limit from the start. The
   * real exchange allows 10 a second, and 15 at once.
   *
   * @param perSecond how many requests a second may come in the long run
   * @param burst how many may come at once
   */
  public ExchangeSimulatorBuilder requestLimit(double perSecond, int burst) {
    require(perSecond > 0 && burst >= 1, "A request limit lets at least 1 request through.");
    this.requestLimit = new RequestLimit(perSecond, burst);
    return this;
  }

  /** Whether an acknowledgement comes before the first data; {@code FIRST} from the start. */
  public ExchangeSimulatorBuilder acknowledgementOrder(AcknowledgementOrder order) {
    this.acknowledgementOrder = order;
    return this;
  }

  /**
   * Opens the market and listens.
   *
   * @throws java.io.UncheckedIOException when the port is taken or the capture cannot be read; the
   *     message says which, and the way out
   */
  public ExchangeSimulator start() {
    return new ExchangeSimulator(this);
  }

  RequestLimit requestLimit() {
    return requestLimit;
  }

  int port() {
    return port;
  }

  ConnectionOptions connectionOptions() {
    return new ConnectionOptions(
        seed,
        queueFrames,
        queueBytes,
        slowConsumers,
        slowConsumerPatience,
        subscribeTimeout,
        acknowledgementOrder);
  }

  Market market() {
    if (replay != null) {
      return new ReplayedMarket(Capture.read(replay), startPaused);
    }
    Instant first = startAt;
    if (first == null) {
      long historyMicros = (long) (history * (1e6 / tradesPerSecond));
      first = Instant.now().minus(historyMicros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
    }
    return new SyntheticMarket(
        new MarketOptions(
            products,
            seed,
            new MarketTime(first, tradesPerSecond),
            firstTradeId,
            history,
            maxTrades,
            startPaused));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
