package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Conditional;
import dev.durableingest.runtime.SourceAdapter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs each attempt of a source on a thread of its own. */
public final class ThreadedSession implements SourceSession {
  private final SourceAdapter adapter;
  private final String pipeline;
  private final AttemptScope scope;
  private long attempts;
  private @Nullable SourceAttempt attempt;
  private @Nullable Thread thread;

  /**
   * @param adapter the source
   * @param pipeline id of the pipeline, for thread names
   * @param scope what its attempts share
   */
  public ThreadedSession(SourceAdapter adapter, String pipeline, AttemptScope scope) {
    this.adapter = adapter;
    this.pipeline = pipeline;
    this.scope = scope;
  }

  @Override
  public SourceAttempt start() {
    SourceAttempt next = new SourceAttempt(++attempts, scope);
    attempt = next;
    thread = new Thread(() -> run(next), pipeline + "-source-" + attempts);
    thread.setDaemon(true);
    thread.start();
    return next;
  }

  @Override
  public Optional<String> condition() {
    return adapter instanceof Conditional conditional ? conditional.condition() : Optional.empty();
  }

  @Override
  public long attempts() {
    return attempts;
  }

  @Override
  public void cancel() {
    if (attempt != null && thread != null) {
      scope.queue().cancel(attempt);
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
      scope.queue().fail(context, new QueueItem.Fatal(error));
    }
    scope.queue().end(context, new QueueItem.Ended(cause));
  }
}
