package dev.durableingest.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a source sees of the runtime during one call of {@link SourceAdapter#run}.
 *
 * <p>All methods may be called from any thread while {@code run} runs; afterwards they throw {@link
 * IllegalStateException}. Events, positions, gaps and rejected bytes travel in one queue, in the
 * order of the calls. Only the runtime and its testkit implement this interface.
 */
public interface SourceContext {

  /**
   * Hands an event to the pipeline; blocks while the queue is full.
   *
   * @throws InterruptedException when the pipeline is being cancelled
   */
  <P> void emit(ResourceKey<P, ?> resource, P payload) throws InterruptedException;

  /**
   * Hands an event to the pipeline if the queue has room for it.
   *
   * @return false when the queue is full; the event is not taken
   */
  <P> boolean tryEmit(ResourceKey<P, ?> resource, P payload);

  /**
   * Hands over an event whose resource is known only at run time.
   *
   * @throws UnknownResourceException when the source has no such resource; the pipeline commits
   *     what came before and stops, whatever the caller does with the exception
   * @throws InterruptedException when the pipeline is being cancelled
   */
  void emit(String resource, Object payload) throws InterruptedException;

  /**
   * The durable cursor of a resource's partition {@code ""}, which is the only one unless {@code
   * process} names others; for those ask {@link #checkpoints}.
   */
  <C> Optional<C> checkpoint(ResourceKey<?, C> resource);

  /** The durable cursors of a resource by partition; empty before the first checkpoint. */
  <C> Map<String, C> checkpoints(ResourceKey<?, C> resource);

  /**
   * Says that everything emitted so far is all there was up to this point of the source. It is what
   * the source may acknowledge once it is durable, and what lets an idle or filtered stream move.
   *
   * @param position a value that survives JSON, such as a record
   * @throws InterruptedException when the pipeline is being cancelled
   */
  void position(Object position) throws InterruptedException;

  /** The durable position of the last {@link #position(Object)} call, where it is of this type. */
  <T> Optional<T> position(Class<T> type);

  /**
   * Registers a listener of what has become durable. It is called in order, on an executor of its
   * own, never on the pipeline thread; it may block without stopping the pipeline.
   */
  void onCheckpointed(Consumer<Checkpoint> listener);

  /**
   * Says that the source is quiet but well, so that silence is not taken for a stall. One that says
   * so says it again and again: from the first time on in an attempt it is interrupted and started
   * again when it has given no sign of life, by this, an event or a position, for {@code
   * --stall-timeout}. One that never says it may be silent for as long as it likes.
   */
  void alive();

  /**
   * The same, and says that it is normal to hear nothing for so long from now on: a source that
   * polls says it before it sleeps. A source that is silent for longer than that, and for longer
   * than {@code --stall-timeout}, is interrupted and started again.
   */
  void alive(Duration normal);

  /**
   * Says how far the source is behind what it reads, for status and metrics: the last word of an
   * attempt counts while it lasts. Nothing is kept of it, and it is no sign of life. Never blocks.
   */
  void lag(SourceLag lag);

  /**
   * Sets aside bytes that could not be decoded, as a dead letter that belongs to no resource.
   *
   * @throws InterruptedException when the pipeline is being cancelled
   */
  void reject(byte[] bytes, Throwable cause) throws InterruptedException;

  /**
   * Sets aside bytes that could not be decoded into the payload of this resource.
   *
   * @throws InterruptedException when the pipeline is being cancelled
   */
  void reject(ResourceKey<?, ?> resource, byte[] bytes, Throwable cause)
      throws InterruptedException;

  /**
   * Records a known hole: the events {@code from} to {@code to}, both included, are missing. The
   * hole is durable with the next checkpoint, before any cursor passes it.
   *
   * @return the gap, to be closed by {@link #backfill}
   * @throws InterruptedException when the pipeline is being cancelled
   */
  Gap gap(ResourceKey<?, ?> resource, String partition, long from, long to)
      throws InterruptedException;

  /** The gaps of a resource that are durable and not closed. */
  List<Gap> gaps(ResourceKey<?, ?> resource);

  /**
   * Fills a part of a gap: the event is handled like an emitted one, but moves no cursor and is not
   * taken for a replay. Events of one gap are filled in ascending order.
   *
   * @param ordinal which of the missing events this is; the gap closes with its last
   * @throws InterruptedException when the pipeline is being cancelled
   */
  <P> void backfill(Gap gap, long ordinal, ResourceKey<P, ?> resource, P payload)
      throws InterruptedException;
}
