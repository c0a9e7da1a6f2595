package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.UnknownResourceException;
import dev.durableingest.runtime.source.AttemptScope.Silence;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code run}: {@code NEW → RUNNING → (RETURNED | THREW | CLOSED)}. What is emitted
 * under an older attempt is refused, so that an event can never arrive behind its successor's.
 */
public final class SourceAttempt implements SourceContext {
  private final long number;
  private final Map<String, ResourceBinding<?, ?, ?>> resources;
  private final String source;
  private final EventQueue queue;
  private final Time time;
  private final Supplier<SavedState> saved;
  private final Consumer<Consumer<Checkpoint>> listeners;
  private final AtomicLong nextGap;
  private volatile boolean cancelled;
  private volatile boolean closed;
  private final Silence silence;
  private volatile boolean alive;

  /** Whether the source says itself that it is alive, so that it is missed when it does not. */
  private volatile boolean vouches;

  /** Until when, by the measuring clock, silence means nothing. */
  private final AtomicLong quietUntilNanos;

  private volatile SourceLag lag = SourceLag.UNKNOWN;

  /**
   * @param number number of the attempt, from 1
   * @param scope what all attempts of a run share
   */
  public SourceAttempt(long number, AttemptScope scope) {
    this.number = number;
    this.resources = scope.resources();
    this.source = scope.source();
    this.queue = scope.queue();
    this.time = scope.time();
    this.saved = scope.saved();
    this.listeners = scope.listeners();
    this.nextGap = scope.nextGap();
    this.silence = scope.silence();
    Duration atStart = silence.atStart();
    this.quietUntilNanos = new AtomicLong(time.nanos() + (atStart == null ? 0 : atStart.toNanos()));
  }

  /** Number of the attempt, from 1. */
  public long number() {
    return number;
  }

  /** Whether the source has shown that its connection stands. */
  public boolean isAlive() {
    return alive;
  }

  /** For how long the source has been silent beyond what is normal; 0 or less while it is not. */
  public long overdueNanos() {
    boolean isLimited = alive ? vouches || silence.isForAll() : silence.atStart() != null;
    return isLimited ? time.nanos() - quietUntilNanos.get() : 0;
  }

  /** The source gives a sign of life, or gave one that is seen only now. */
  public void sign() {
    signAt(time.nanos());
  }

  private void signAt(long nanos) {
    quietUntil(nanos + silence.between().toNanos());
  }

  private void quietUntil(long nanos) {
    // An emit that was held up for long signs late: what is known since then counts more.
    if (nanos - quietUntilNanos.get() > 0 || !alive) {
      quietUntilNanos.lazySet(nanos); // each event does this, and nobody looks that often
    }
    if (!alive) {
      alive = true;
    }
  }

  @Override
  public <P> void emit(ResourceKey<P, ?> resource, P payload) throws InterruptedException {
    QueueItem.Event<P> event = event(binding(resource), payload);
    queue.put(this, event);
    signAt(event.emittedNanos());
  }

  @Override
  public <P> boolean tryEmit(ResourceKey<P, ?> resource, P payload) {
    QueueItem.Event<P> event = event(binding(resource), payload);
    boolean taken = queue.offer(this, event);
    if (taken) {
      signAt(event.emittedNanos());
    }
    return taken;
  }

  @Override
  public void emit(String resource, Object payload) throws InterruptedException {
    emitUnchecked(binding(resource), payload);
  }

  private <P> void emitUnchecked(ResourceBinding<P, ?, ?> binding, Object payload)
      throws InterruptedException {
    Class<P> wanted = binding.key().payloadType();
    if (!wanted.isInstance(payload)) {
      throw fatal(
          new IllegalArgumentException(
              "Resource '"
                  + binding.name()
                  + "' takes payloads of "
                  + wanted.getName()
                  + ", but the source emitted "
                  + payload.getClass().getName()
                  + ". Emit with the constant of the generated resources class to have this"
                  + " checked by the compiler."));
    }
    queue.put(this, event(binding, wanted.cast(payload)));
    sign();
  }

  @Override
  public <C> Optional<C> checkpoint(ResourceKey<?, C> resource) {
    return Optional.ofNullable(checkpoints(resource).get(""));
  }

  @Override
  public <C> Map<String, C> checkpoints(ResourceKey<?, C> resource) {
    requireOpen();
    binding(resource);
    return saved.get().cursors(resource);
  }

  @Override
  public void position(Object position) throws InterruptedException {
    queue.put(this, new QueueItem.Position(position));
    sign();
  }

  @Override
  public <T> Optional<T> position(Class<T> type) {
    requireOpen();
    return saved.get().position(type);
  }

  @Override
  public void onCheckpointed(Consumer<Checkpoint> listener) {
    requireOpen();
    listeners.accept(listener);
  }

  @Override
  public void alive() {
    requireOpen();
    vouches = true;
    sign();
  }

  @Override
  public void alive(Duration normal) {
    requireOpen();
    vouches = true;
    sign();
    quietUntil(time.nanos() + normal.toNanos());
  }

  @Override
  public void lag(SourceLag told) {
    requireOpen();
    lag = told;
  }

  /** How far the source last said to be behind; unknown when the attempt is over. */
  public SourceLag lag() {
    return closed ? SourceLag.UNKNOWN : lag;
  }

  @Override
  public void reject(byte[] bytes, Throwable cause) throws InterruptedException {
    queue.put(this, new QueueItem.Rejected(null, bytes, cause));
  }

  @Override
  public void reject(ResourceKey<?, ?> resource, byte[] bytes, Throwable cause)
      throws InterruptedException {
    queue.put(this, new QueueItem.Rejected(binding(resource), bytes, cause));
  }

  @Override
  public Gap gap(ResourceKey<?, ?> resource, String partition, long from, long to)
      throws InterruptedException {
    String name = binding(resource).name();
    Gap gap = new Gap(nextGap.getAndIncrement(), name, partition, from, to, from);
    queue.put(this, new QueueItem.GapFound(gap));
    return gap;
  }

  @Override
  public List<Gap> gaps(ResourceKey<?, ?> resource) {
    requireOpen();
    return saved.get().gaps().stream()
        .filter(gap -> gap.resource().equals(resource.name()))
        .toList();
  }

  @Override
  public <P> void backfill(Gap gap, long ordinal, ResourceKey<P, ?> resource, P payload)
      throws InterruptedException {
    if (ordinal < gap.from() || ordinal > gap.to()) {
      throw new IllegalArgumentException("Event " + ordinal + " is not in " + gap);
    }
    queue.put(this, new QueueItem.Backfill(gap, ordinal, event(binding(resource), payload)));
    sign();
  }

  boolean isCancelled() {
    return cancelled;
  }

  void markCancelled() {
    cancelled = true;
  }

  void close() {
    closed = true;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Attempt "
              + number
              + " of source '"
              + source
              + "' is over: a source emits only while run runs. Stop its threads before run"
              + " leaves.");
    }
  }

  private <P> QueueItem.Event<P> event(ResourceBinding<P, ?, ?> binding, P payload) {
    return new QueueItem.Event<>(
        binding, payload, binding.payloadSize().applyAsLong(payload), time.nanos());
  }

  @SuppressWarnings("unchecked") // a key equals another only if its types are the same
  private <P> ResourceBinding<P, ?, ?> binding(ResourceKey<P, ?> resource) {
    ResourceBinding<?, ?, ?> binding = binding(resource.name());
    if (!binding.key().equals(resource)) {
      throw fatal(
          new IllegalArgumentException(
              "Key '" + resource + "' is not the one of source '" + source + "'."));
    }
    return (ResourceBinding<P, ?, ?>) binding;
  }

  private ResourceBinding<?, ?, ?> binding(String resource) {
    @Nullable ResourceBinding<?, ?, ?> binding = resources.get(resource);
    if (binding == null) {
      throw fatal(new UnknownResourceException(resource, source, resources.keySet()));
    }
    return binding;
  }

  /** Latches the pipeline as failed: the author's code may catch the exception, but not undo it. */
  private <E extends RuntimeException> E fatal(E cause) {
    requireOpen();
    queue.fail(this, new QueueItem.Fatal(cause));
    return cause;
  }
}
