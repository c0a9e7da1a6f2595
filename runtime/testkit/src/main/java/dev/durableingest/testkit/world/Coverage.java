package dev.durableingest.testkit.world;

import dev.durableingest.runtime.pipeline.RunnerState;
import java.util.Arrays;

/**
 * What happened in many schedules: how often each fault struck at each effect in each state of the
 * runner, and what was repeated after crashes. Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // a table in memory, never stored
public final class Coverage {
  private static final RunnerState[] STATES = RunnerState.values();
  private static final Effect[] EFFECTS = Effect.values();
  private static final Fault[] FAULTS = Fault.values();

  private final long[] counts = new long[STATES.length * EFFECTS.length * FAULTS.length];
  private final Repetitions repetitions = new Repetitions();
  private long lives;

  /** One more. */
  public void count(RunnerState state, Effect effect, Fault fault) {
    counts[index(state, effect, fault)]++;
  }

  /** One more life of a runner. */
  public void countLife() {
    lives++;
  }

  /** What was there once more after crashes. */
  public Repetitions repetitions() {
    return repetitions;
  }

  /** How often. */
  public long of(RunnerState state, Effect effect, Fault fault) {
    return counts[index(state, effect, fault)];
  }

  /** Takes in another's counts. */
  public void add(Coverage other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    lives += other.lives;
    repetitions.add(other.repetitions);
  }

  /** Hands all counts to another, and begins anew. */
  public void moveTo(Coverage other) {
    other.add(this);
    Arrays.fill(counts, 0);
    lives = 0;
    repetitions.clear();
  }

  /** Lives of runners. */
  public long lives() {
    return lives;
  }

  /** Effects, faulty or not. */
  public long effects() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Faults that struck. */
  public long faults() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += i % FAULTS.length == Fault.NONE.ordinal() ? 0 : counts[i];
    }
    return sum;
  }

  /** Triples of state, effect and fault that were reached. */
  public int reached() {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] > 0 && i % FAULTS.length != Fault.NONE.ordinal() ? 1 : 0;
    }
    return sum;
  }

  /** A table: a line for each state and effect, with how often which fault struck. */
  public String table() {
    StringBuilder table = new StringBuilder(8192);
    for (RunnerState state : STATES) {
      for (Effect effect : EFFECTS) {
        StringBuilder line = new StringBuilder();
        for (Fault fault : FAULTS) {
          long count = of(state, effect, fault);
          if (count > 0) {
            line.append(' ').append(fault).append('=').append(count);
          }
        }
        if (line.length() > 0) {
          table.append(state).append(' ').append(effect).append(line).append('\n');
        }
      }
    }
    return table.toString();
  }

  private static int index(RunnerState state, Effect effect, Fault fault) {
    return (state.ordinal() * EFFECTS.length + effect.ordinal()) * FAULTS.length + fault.ordinal();
  }
}
