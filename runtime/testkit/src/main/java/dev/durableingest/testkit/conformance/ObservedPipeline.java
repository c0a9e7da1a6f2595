package dev.durableingest.testkit.conformance;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An author's pipeline in one life: the same source and the same resources, but every resource goes
 * into a stream of its own, reconnects are quick, and all of it is watched.
 */
final class ObservedPipeline {
  private static final SourceBinding.Reconnect QUICK =
      new SourceBinding.Reconnect(Duration.ofMillis(1), Duration.ofMillis(10), 2, 0);

  private final SourceBinding author;
  private final RecordIdentity identity;
  private final Observation observation;
  private final Script script;
  private final Set<Object> backfilled =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger handled = new AtomicInteger();
  private volatile @Nullable Thread sourceThread;
  private volatile @Nullable Throwable lastLoss;

  ObservedPipeline(
      SourceBinding author, RecordIdentity identity, Observation observation, Script script) {
    this.author = author;
    this.identity = identity;
    this.observation = observation;
    this.script = script;
  }

  Pipeline pipeline() {
    List<ResourceBinding<?, ?, ?>> watched =
        author.resources().stream()
            .<ResourceBinding<?, ?, ?>>map(resource -> watch(resource))
            .toList();
    return Pipeline.of(new SourceBinding(author.name(), this::watchedSource, QUICK, watched));
  }

  /** How often {@code run} was called. */
  int attempts() {
    return attempts.get();
  }

  /** How many new events were handled. */
  int handled() {
    return handled.get();
  }

  /** The thread that is in {@code run}, or null. */
  @Nullable Thread sourceThread() {
    return sourceThread;
  }

  /** What {@code run} threw the last time, or null. */
  @Nullable Throwable lastLoss() {
    return lastLoss;
  }

  private SourceAdapter watchedSource() {
    SourceAdapter source = author.factory().get();
    return context -> run(source, context);
  }

  private void run(SourceAdapter source, SourceContext context) throws Exception {
    attempts.incrementAndGet();
    observation.startAttempt();
    ObservedContext watched =
        new ObservedContext(context, observation, script::losesConnection, backfilled::add);
    sourceThread = Thread.currentThread();
    try {
      source.run(watched);
    } catch (Throwable e) { // seen, and thrown on as it is
      lastLoss = e;
      throw e;
    } finally {
      watched.close();
      sourceThread = null;
    }
  }

  private <P, R extends Record, C> ResourceBinding<P, R, C> watch(
      ResourceBinding<P, R, C> resource) {
    ResourceProcessor<P, R, C> processor =
        payload -> {
          ProcessResult<R, C> result = resource.processor().process(payload);
          if (resource.isReplayable() && !backfilled.remove(payload)) {
            see(resource, result == null ? ProcessResult.none() : result);
          }
          return result;
        };
    return new ResourceBinding<>(
        resource.key(),
        processor,
        SinkTarget.stream(resource.name(), ""),
        resource.codec(),
        resource.payloadSize(),
        OnError.DEAD_LETTER,
        resource.replay());
  }

  private <R extends Record, C> void see(
      ResourceBinding<?, R, C> resource, ProcessResult<R, C> result) throws Exception {
    Handled event = Handled.of(resource, result.records(), result.checkpoints(), identity);
    if (observation.see(event)) {
      try {
        script.onMapped(event, handled.incrementAndGet());
      } catch (Exception e) {
        observation.setAside(event);
        throw e;
      }
    }
  }
}
