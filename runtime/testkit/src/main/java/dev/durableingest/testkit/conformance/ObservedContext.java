package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The runtime's context of one attempt, with an eye on what the source does with it. */
final class ObservedContext implements SourceContext {
  private final SourceContext context;
  private final Observation observation;
  private final BooleanSupplier losesConnection;
  private final Consumer<Object> backfilled;
  // Threads that were told that an event was not taken.
  private final Set<Thread> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean lost;
  private volatile boolean over;

  ObservedContext(
      SourceContext context,
      Observation observation,
      BooleanSupplier losesConnection,
      Consumer<Object> backfilled) {
    this.context = context;
    this.observation = observation;
    this.losesConnection = losesConnection;
    this.backfilled = backfilled;
  }

  /** {@code run} has left. */
  void close() {
    over = true;
  }

  @Override
  public <P> void emit(ResourceKey<P, ?> resource, P payload) throws InterruptedException {
    beforeEvent();
    try {
      context.emit(resource, payload);
    } catch (InterruptedException e) {
      refused.add(Thread.currentThread());
      throw e;
    }
  }

  @Override
  public <P> boolean tryEmit(ResourceKey<P, ?> resource, P payload) {
    beforeEvent();
    return context.tryEmit(resource, payload);
  }

  @Override
  public void emit(String resource, Object payload) throws InterruptedException {
    beforeEvent();
    try {
      context.emit(resource, payload);
    } catch (InterruptedException e) {
      refused.add(Thread.currentThread());
      throw e;
    }
  }

  @Override
  public <C> Optional<C> checkpoint(ResourceKey<?, C> resource) {
    called("checkpoint");
    return context.checkpoint(resource);
  }

  @Override
  public <C> Map<String, C> checkpoints(ResourceKey<?, C> resource) {
    called("checkpoints");
    return context.checkpoints(resource);
  }

  @Override
  public void position(Object position) throws InterruptedException {
    called("position");
    context.position(position);
  }

  @Override
  public <T> Optional<T> position(Class<T> type) {
    called("position");
    return context.position(type);
  }

  @Override
  public void onCheckpointed(Consumer<Checkpoint> listener) {
    called("onCheckpointed");
    context.onCheckpointed(listener);
  }

  @Override
  public void alive() {
    called("alive");
    context.alive();
  }

  @Override
  public void alive(Duration silence) {
    called("alive");
    context.alive(silence);
  }

  @Override
  public void lag(SourceLag lag) {
    called("lag");
    context.lag(lag);
  }

  @Override
  public void reject(byte[] bytes, Throwable cause) throws InterruptedException {
    called("reject");
    context.reject(bytes, cause);
  }

  @Override
  public void reject(ResourceKey<?, ?> resource, byte[] bytes, Throwable cause)
      throws InterruptedException {
    called("reject");
    context.reject(resource, bytes, cause);
  }

  @Override
  public Gap gap(ResourceKey<?, ?> resource, String partition, long from, long to)
      throws InterruptedException {
    called("gap");
    return context.gap(resource, partition, from, to);
  }

  @Override
  public List<Gap> gaps(ResourceKey<?, ?> resource) {
    called("gaps");
    return context.gaps(resource);
  }

  @Override
  public <P> void backfill(Gap gap, long ordinal, ResourceKey<P, ?> resource, P payload)
      throws InterruptedException {
    called("backfill");
    backfilled.accept(payload);
    context.backfill(gap, ordinal, resource, payload);
  }

  private void beforeEvent() {
    called("emit");
    if (refused.contains(Thread.currentThread())) {
      observation.problem(
          "emit threw, which means that it did not take the event, and the source went on with the"
              + " next one: the event is lost. Let what emit throws leave run; above all, do not"
              + " catch InterruptedException, nor Exception around emit.");
    }
    if (lost || losesConnection.getAsBoolean()) {
      lost = true;
      refused.add(Thread.currentThread());
      throw new IllegalStateException("the conformance suite cuts the connection here, on purpose");
    }
  }

  private void called(String method) {
    if (over) {
      observation.problem(
          "The source called "
              + method
              + " after run had left, on the thread '"
              + Thread.currentThread().getName()
              + "'. What run starts, run ends: stop its threads and wait for them, by"
              + " try-with-resources, before it returns or throws.");
    }
  }
}
