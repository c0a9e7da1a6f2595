package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the source at some later moment, as a thread of its own would; the newest only. */
final class SimulatedAcknowledger implements Acknowledger {
  private final Life life;
  private final List<Consumer<Checkpoint>> listeners = new ArrayList<>();
  private @Nullable Checkpoint pending;
  private boolean isTold;

  SimulatedAcknowledger(Life life) {
    this.life = life;
  }

  @Override
  public void add(Consumer<Checkpoint> listener) {
    listeners.add(listener);
  }

  @Override
  public void startAttempt() {
    listeners.clear();
  }

  @Override
  public void tell(Checkpoint checkpoint) {
    life.oracle().told(checkpoint, life.owner());
    pending = checkpoint;
    if (life.world().has(PlantedBug.CALLBACK_ON_PIPELINE_THREAD)) {
      isTold = true;
      deliver();
      isTold = false;
    }
  }

  /** The listeners' thread gets its turn. */
  void deliver() {
    Checkpoint checkpoint = pending;
    if (checkpoint == null || listeners.isEmpty()) {
      return;
    }
    Fault fault = life.before(Effect.TELL);
    if (isTold) {
      life.oracle().report(Promise.TOLD_AFTER_SAVED, "the source is told on the pipeline thread");
    }
    pending = null;
    List.copyOf(listeners).forEach(listener -> listener.accept(checkpoint));
    life.afterQuietly(fault);
  }

  @Override
  public boolean awaitTold(long waitNanos) {
    deliver();
    return true;
  }

  @Override
  public void close() {
    pending = null;
  }
}
