package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one source instance of a run and its attempts, one at a time, each on a thread of its own.
 * Owned by the pipeline thread.
 */
public final class SourceSession {
  private final SourceAdapter adapter;
  private final String source;
  private final String pipeline;
  private final Map<String, ResourceBinding<?, ?, ?>> resources = new LinkedHashMap<>();
  private final EventQueue queue;
  private final Time time;
  private final Supplier<SavedState> saved;
  private final Consumer<Consumer<Checkpoint>> listeners;
  private final AtomicLong nextGap;
  private long attempts;
  private @Nullable SourceAttempt attempt;
  private @Nullable Thread thread;

  /**
   * @param binding the source; makes its instance at once
   * @param pipeline id of the pipeline, for thread names
   * @param queue where attempts emit into
   * @param time the clocks
   * @param saved the last saved document, as sources see it
   * @param listeners takes the listeners that sources register
   */
  public SourceSession(
      SourceBinding binding,
      String pipeline,
      EventQueue queue,
      Time time,
      Supplier<SavedState> saved,
      Consumer<Consumer<Checkpoint>> listeners,
      long nextGap) {
    this.adapter = binding.factory().get();
    this.source = binding.name();
    this.pipeline = pipeline;
    this.queue = queue;
    this.time = time;
    this.saved = saved;
    this.listeners = listeners;
    this.nextGap = new AtomicLong(nextGap);
    binding.resources().forEach(resource -> resources.put(resource.name(), resource));
  }

  /** Starts the next attempt; the one before has ended. */
  public SourceAttempt start() {
    SourceAttempt next = new SourceAttempt(++attempts, this);
    attempt = next;
    thread = new Thread(() -> run(next), pipeline + "-source-" + attempts);
    thread.setDaemon(true);
    thread.start();
    return next;
  }

  /** How many attempts were started. */
  public long attempts() {
    return attempts;
  }

  /** Refuses what the attempt emits from now on and interrupts it. Returns at once. */
  public void cancel() {
    if (attempt != null && thread != null) {
      queue.cancel(attempt);
      thread.interrupt();
    }
  }

  private void run(SourceAttempt context) {
    Throwable cause = null;
    try {
      adapter.run(context);
    } catch (Throwable e) { // an Error, too, must reach the pipeline, which knows what it means
      cause = e;
    }
    if (cause instanceof Error error) {
      queue.fail(context, new QueueItem.Fatal(error));
    }
    queue.end(context, new QueueItem.Ended(cause));
  }

  String source() {
    return source;
  }

  Map<String, ResourceBinding<?, ?, ?>> resources() {
    return resources;
  }

  EventQueue queue() {
    return queue;
  }

  Time time() {
    return time;
  }

  Supplier<SavedState> saved() {
    return saved;
  }

  Consumer<Consumer<Checkpoint>> listeners() {
    return listeners;
  }

  AtomicLong nextGap() {
    return nextGap;
  }
}
