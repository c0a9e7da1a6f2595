package dev.durableingest.coinbase;

import dev.durableingest.coinbase.resources.Matches;
import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a source as a pipeline does, and keeps what it emits: a bounded queue, a thread that takes
 * from it and moves cursors by the real {@link Matches}, and attempts one after the other with the
 * queue emptied between them.
 */
final class RecordingPipeline implements SourceContext, AutoCloseable {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  private record Filling(long gap, long ordinal, Trade trade) {}

  /** What was set aside. */
  record Rejected(String resource, String text, Throwable cause) {}

  final List<Trade> trades = Collections.synchronizedList(new ArrayList<>());
  final AtomicLong tickers = new AtomicLong();
  final AtomicLong signsOfLife = new AtomicLong();
  final List<Rejected> rejected = new CopyOnWriteArrayList<>();
  final List<Gap> gaps = new CopyOnWriteArrayList<>();
  final List<Trade> filled = new CopyOnWriteArrayList<>();
  final List<Exception> failures = new CopyOnWriteArrayList<>();
  volatile SourceLag lag = SourceLag.UNKNOWN;

  private final CoinbaseSource source;
  private final Map<String, TradeCursor> cursors = new ConcurrentHashMap<>();
  private final BlockingQueue<Object> queue;
  private final Semaphore flow = new Semaphore(1);
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong nextGap = new AtomicLong(1);
  private final AtomicLong handled = new AtomicLong();
  private final Matches matches = new Matches();
  private final Thread sourceThread = new Thread(this::runSource, "source");
  private final Thread pipelineThread = new Thread(this::runPipeline, "pipeline");

  private RecordingPipeline(CoinbaseSource source, Map<String, Long> checkpoints, int capacity) {
    this.source = source;
    this.queue = new LinkedBlockingQueue<>(capacity);
    checkpoints.forEach((product, id) -> cursors.put(product, new TradeCursor(id)));
  }

  static RecordingPipeline start(CoinbaseSource source, Map<String, Long> checkpoints) {
    return start(source, checkpoints, List.of());
  }

  /** As {@link #start}, with gaps that an earlier run has left in the ledger. */
  static RecordingPipeline start(
      CoinbaseSource source, Map<String, Long> checkpoints, List<Gap> left) {
    RecordingPipeline pipeline = new RecordingPipeline(source, checkpoints, 100);
    pipeline.gaps.addAll(left);
    pipeline.nextGap.set(1 + left.stream().mapToLong(Gap::id).max().orElse(0));
    pipeline.sourceThread.start();
    pipeline.pipelineThread.start();
    return pipeline;
  }

  /** The trades of a product, in the order in which they were emitted. */
  List<Trade> trades(String product) {
    synchronized (trades) {
      return trades.stream().filter(trade -> trade.product().equals(product)).toList();
    }
  }

  long newest(String product) {
    TradeCursor cursor = cursors.get(product);
    return cursor == null ? 0 : cursor.tradeId();
  }

  /** Stops taking from the queue. */
  void block() throws InterruptedException {
    flow.acquire();
  }

  /** Takes from the queue again. */
  void unblock() {
    flow.release();
  }

  /** Waits for something to come true; a test that waits in vain fails by what it asserts next. */
  static boolean eventually(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  /** Interrupts the source and says how long it took to leave. */
  Duration cancel() throws InterruptedException {
    long start = System.nanoTime();
    sourceThread.interrupt();
    sourceThread.join(120_000);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    try {
      cancel();
      pipelineThread.interrupt();
      pipelineThread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("The test itself was interrupted", e);
    }
  }

  private void runSource() {
    try {
      while (true) {
        try {
          source.run(this);
          return;
        } catch (InterruptedException e) {
          return;
        } catch (Exception e) {
          failures.add(e);
        }
        while (handled.get() < queued.get()) {
          Thread.sleep(1);
        }
        Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
      }
    } catch (InterruptedException e) {
      // cancelled between two attempts
    }
  }

  private void runPipeline() {
    try {
      while (true) {
        Object event = queue.take();
        flow.acquire();
        if (event instanceof Trade trade) {
          trades.add(trade);
          cursors.putAll(matches.process(trade).checkpoints());
        } else if (event instanceof TickerUpdate) {
          tickers.incrementAndGet();
        } else if (event instanceof Rejected bad) {
          rejected.add(bad);
        } else if (event instanceof Gap gap) {
          gaps.add(gap);
        } else if (event instanceof Filling filling) {
          fill(filling);
        }
        handled.incrementAndGet();
        flow.release();
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  private void put(Object event) throws InterruptedException {
    queue.put(event);
    queued.incrementAndGet();
  }

  @Override
  public <P> void emit(ResourceKey<P, ?> resource, P payload) throws InterruptedException {
    put(payload);
  }

  @Override
  public <P> boolean tryEmit(ResourceKey<P, ?> resource, P payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void emit(String resource, Object payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <C> Optional<C> checkpoint(ResourceKey<?, C> resource) {
    return Optional.ofNullable(checkpoints(resource).get(""));
  }

  @Override
  public <C> Map<String, C> checkpoints(ResourceKey<?, C> resource) {
    Map<String, C> copy = new ConcurrentHashMap<>();
    cursors.forEach((product, cursor) -> copy.put(product, resource.checkpointType().cast(cursor)));
    return copy;
  }

  @Override
  public void position(Object position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> position(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void onCheckpointed(Consumer<Checkpoint> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void alive() {
    signsOfLife.incrementAndGet();
  }

  @Override
  public void alive(Duration normal) {
    alive();
  }

  @Override
  public void lag(SourceLag told) {
    lag = told;
  }

  @Override
  public void reject(byte[] bytes, Throwable cause) throws InterruptedException {
    put(new Rejected("", new String(bytes, StandardCharsets.UTF_8), cause));
  }

  @Override
  public void reject(ResourceKey<?, ?> resource, byte[] bytes, Throwable cause)
      throws InterruptedException {
    put(new Rejected(resource.name(), new String(bytes, StandardCharsets.UTF_8), cause));
  }

  @Override
  public Gap gap(ResourceKey<?, ?> resource, String partition, long from, long to)
      throws InterruptedException {
    Gap gap = new Gap(nextGap.getAndIncrement(), resource.name(), partition, from, to, from);
    put(gap);
    return gap;
  }

  @Override
  public List<Gap> gaps(ResourceKey<?, ?> resource) {
    return new ArrayList<>(gaps);
  }

  @Override
  public <P> void backfill(Gap gap, long ordinal, ResourceKey<P, ?> resource, P payload)
      throws InterruptedException {
    put(new Filling(gap.id(), ordinal, (Trade) payload));
  }

  /** As the ledger of the runtime does it: what was filled before is left out. */
  private void fill(Filling filling) {
    gaps.removeIf(Gap::isClosed);
    gaps.replaceAll(
        gap -> {
          if (gap.id() != filling.gap() || filling.ordinal() < gap.next()) {
            return gap;
          }
          filled.add(filling.trade());
          return new Gap(
              gap.id(),
              gap.resource(),
              gap.partition(),
              gap.from(),
              gap.to(),
              filling.ordinal() + 1);
        });
    gaps.removeIf(Gap::isClosed);
  }
}
