package dev.durableingest.coinbase.simulator;

import dev.durableingest.coinbase.simulator.Counters.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One client of the feed. A thread of its own, the feeder, reads the market from the step where the
 * client subscribed and sends what belongs to it; other threads only leave orders, wake the feeder
 * or cut the connection. A client that reads slowly holds up its own feeder and nobody else.
 */
final class Connection implements FrameReceiver {
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);
  private static final int STEPS_PER_TURN = 64;

  /** Something for the feeder to do between two steps of the market. */
  interface Order {
    void execute() throws InterruptedException, SlowConsumerException;
  }

  private final Session session;
  private final Market market;
  private final Faults faults;
  private final Counters counters;
  private final ConnectionOptions options;
  private final SplittableRandom random;
  private final MatchFaults matchFaults;
  private final Outbox outbox;
  private final Thread feeder;
  private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
  private volatile boolean open = true;

  /** Owned by the feeder from here on. */
  private final Subscriptions subscriptions = new Subscriptions(this::isOffline);

  private final long openedNanos = System.nanoTime();
  private long heartbeatNanos = openedNanos + HEARTBEAT_NANOS;
  private boolean everSubscribed;
  private long step;
  private Faults.@Nullable ConnectionDrop dropOrder;
  private long framesUntilDrop;

  Connection(Session session, int number, Exchange exchange) {
    this.session = session;
    this.market = exchange.market();
    this.faults = exchange.faults();
    this.counters = exchange.counters();
    this.options = exchange.options();
    this.random = new SplittableRandom(Mixing.mix(options.seed(), number));
    this.matchFaults = new MatchFaults(faults, counters, random.split());
    this.outbox = new Outbox(session, options);
    this.feeder = new Thread(this::feed, "exchange-feeder-" + number);
    feeder.setDaemon(true);
  }

  void start() {
    feeder.start();
  }

  /** Lets the feeder look for new trades. Any thread. */
  void wake() {
    LockSupport.unpark(feeder);
  }

  /** Takes a text frame of the client. Any thread. */
  void receive(String text) {
    try {
      List<String> known =
          market.products().stream().filter(product -> !faults.refuses(product)).toList();
      SubscribeRequest request = SubscribeRequest.parse(text, known);
      order(() -> subscribe(request));
    } catch (SubscribeRequest.RefusedException e) {
      String error = Json.errorFrame(e.failure(), e.reason());
      order(() -> send(FrameType.ERROR, error));
    }
  }

  /** Sends a frame as it is, whatever the silence and the subscriptions. Any thread. */
  void inject(Misbehaviour.SendText text) {
    order(
        () -> {
          counters.sent(FrameType.INJECTED);
          outbox.send(text.text());
        });
  }

  /** Sends a frame as it is, whatever the silence and the subscriptions. Any thread. */
  void inject(Misbehaviour.SendBinary binary) {
    order(
        () -> {
          counters.sent(FrameType.INJECTED);
          outbox.send(binary.bytes().duplicate());
        });
  }

  /** Cuts the connection without a close frame. Any thread. */
  void cut() {
    counters.fault(Fault.CONNECTIONS_DROPPED);
    end();
    session.disconnect();
  }

  /** Tells the feeder that the connection is gone. Any thread. */
  void end() {
    open = false;
    outbox.close();
    wake();
  }

  @Override
  public void match(MatchFrame match) throws InterruptedException, SlowConsumerException {
    matchFaults.pass(match, this::send);
  }

  @Override
  public void other(FrameType type, String frame)
      throws InterruptedException, SlowConsumerException {
    send(type, frame);
  }

  private void order(Order order) {
    orders.add(order);
    wake();
  }

  private void feed() {
    try {
      while (open) {
        Order order = orders.poll();
        if (order != null) {
          order.execute();
          continue;
        }
        matchFaults.release(this::send);
        beat();
        if (!advance()) {
          requireSubscribed();
          LockSupport.parkNanos(this, IDLE_NANOS);
        }
      }
    } catch (SlowConsumerException e) {
      counters.fault(Fault.SLOW_CONSUMERS_DISCONNECTED);
      close(Json.errorFrame("ErrSlowConsume", "The client reads too slowly"), "ErrSlowConsume");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
      session.disconnect();
    }
  }

  /** Sends the next steps of the market. False when there is none. */
  private boolean advance() throws InterruptedException, SlowConsumerException {
    if (subscriptions.isEmpty()) {
      return false;
    }
    long end = Math.min(market.available(), step + STEPS_PER_TURN);
    if (step >= end) {
      return false;
    }
    while (step < end && open) {
      market.write(step++, subscriptions, this);
    }
    return true;
  }

  private void beat() throws InterruptedException, SlowConsumerException {
    long now = System.nanoTime();
    if (now - heartbeatNanos < 0) {
      return;
    }
    heartbeatNanos += HEARTBEAT_NANOS * (1 + (now - heartbeatNanos) / HEARTBEAT_NANOS);
    if (subscriptions.has(Channel.STATUS, Subscriptions.ALL)) {
      send(FrameType.STATUS, Frames.status(market.products(), this::isOffline));
    }
    for (String product : Set.copyOf(subscriptions.of(Channel.HEARTBEAT))) {
      if (isOffline(product)) {
        continue;
      }
      Trade newest = newest(product);
      if (newest != null) {
        send(FrameType.HEARTBEAT, Frames.heartbeat(newest, market.now()));
      }
    }
  }

  private boolean isOffline(String product) {
    return faults.isOffline(product);
  }

  private void requireSubscribed() {
    if (!everSubscribed && System.nanoTime() - openedNanos > options.subscribeTimeout().toNanos()) {
      close(
          Json.errorFrame("Failed to subscribe", "No subscribe message within the time allowed"),
          "no subscribe");
    }
  }

  private void subscribe(SubscribeRequest request)
      throws InterruptedException, SlowConsumerException {
    if (!request.subscribe()) {
      request
          .products()
          .forEach((channel, ids) -> ids.forEach(id -> subscriptions.remove(channel, id)));
      send(FrameType.SUBSCRIPTIONS, subscriptions.acknowledgement(this::shuffled));
      return;
    }
    everSubscribed = true;
    if (subscriptions.isEmpty()) {
      step = market.entry();
    }
    List<Order> greetings = new ArrayList<>();
    request
        .products()
        .forEach(
            (channel, ids) ->
                ids.forEach(
                    id -> {
                      if (subscriptions.add(channel, id)) {
                        greetings.add(() -> greet(channel, id));
                      }
                    }));
    String acknowledgement = subscriptions.acknowledgement(this::shuffled);
    greetings.add(
        acknowledgesFirst() ? 0 : greetings.size(),
        () -> send(FrameType.SUBSCRIPTIONS, acknowledgement));
    for (Order greeting : greetings) {
      greeting.execute();
    }
  }

  private boolean acknowledgesFirst() {
    return switch (options.acknowledgementOrder()) {
      case FIRST -> true;
      case AFTER_DATA -> false;
      case AT_RANDOM -> random.nextBoolean();
    };
  }

  /** Sends the newest state of a product to a client that has just subscribed to it. */
  private void greet(Channel channel, String product)
      throws InterruptedException, SlowConsumerException {
    if (channel == Channel.STATUS) {
      send(FrameType.STATUS, Frames.status(market.products(), this::isOffline));
      return;
    }
    Trade newest = newest(product);
    if (newest == null || isOffline(product)) {
      return;
    }
    if (channel == Channel.MATCHES) {
      send(FrameType.LAST_MATCH, Frames.match(FrameType.LAST_MATCH, newest));
    } else if (channel == Channel.TICKER) {
      Optional<String> ticker = market.ticker(newest);
      if (ticker.isPresent()) {
        send(FrameType.TICKER, ticker.get());
      }
    }
  }

  /** The newest trade that this connection was due to see, when there is one. */
  private @Nullable Trade newest(String product) {
    long id = market.lastTradeIdBefore(product, step);
    return id < market.firstTradeId(product) ? null : market.trade(product, id);
  }

  private void send(FrameType type, String frame)
      throws InterruptedException, SlowConsumerException {
    if (faults.isSilent()) {
      counters.fault(Fault.FRAMES_SILENCED);
      return;
    }
    if (outbox.send(frame)) {
      counters.sent(type);
      dropWhenDue();
    }
  }

  private void dropWhenDue() {
    Faults.ConnectionDrop current = faults.connectionDrop();
    if (current != dropOrder) {
      dropOrder = current;
      framesUntilDrop = current == null ? 0 : current.frames();
    }
    if (current != null && --framesUntilDrop == 0 && current.take()) {
      cut();
    }
  }

  /** Says why, closes, and cuts the connection when the client does not answer the close. */
  private void close(String error, String reason) {
    open = false;
    counters.sent(FrameType.ERROR);
    session.sendText(error, Callback.NOOP);
    session.close(StatusCode.POLICY_VIOLATION, reason, Callback.NOOP);
    long deadline = System.nanoTime() + CLOSE_NANOS_MAX;
    while (session.isOpen() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    session.disconnect();
  }

  private List<String> shuffled(List<String> names) {
    for (int i = names.size() - 1; i > 0; i--) {
      Collections.swap(names, i, random.nextInt(i + 1));
    }
    return names;
  }
}
