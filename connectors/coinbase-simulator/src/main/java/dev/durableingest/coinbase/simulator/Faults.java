package dev.durableingest.coinbase.simulator;

import dev.durableingest.coinbase.simulator.Misbehaviour.BadFrames;
import dev.durableingest.coinbase.simulator.Misbehaviour.DropConnectionAfter;
import dev.durableingest.coinbase.simulator.Misbehaviour.DropMatches;
import dev.durableingest.coinbase.simulator.Misbehaviour.DropTrades;
import dev.durableingest.coinbase.simulator.Misbehaviour.DuplicateMatches;
import dev.durableingest.coinbase.simulator.Misbehaviour.GoSilent;
import dev.durableingest.coinbase.simulator.Misbehaviour.HideFromRest;
import dev.durableingest.coinbase.simulator.Misbehaviour.RefuseProduct;
import dev.durableingest.coinbase.simulator.Misbehaviour.ReorderMatches;
import dev.durableingest.coinbase.simulator.Misbehaviour.RestFailsAtRandom;
import dev.durableingest.coinbase.simulator.Misbehaviour.RestFailsNext;
import dev.durableingest.coinbase.simulator.Misbehaviour.TakeOffline;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The misbehaviours in force. Changed by any thread at any time, read by every connection. */
final class Faults {
  /** An order to cut connections, shared by all of them. */
  static final class ConnectionDrop {
    private final long frames;
    private int timesLeft;

    private ConnectionDrop(DropConnectionAfter order) {
      this.frames = order.frames();
      this.timesLeft = order.times();
    }

    long frames() {
      return frames;
    }

    /** True for as many callers as connections are to be cut. */
    synchronized boolean take() {
      return timesLeft-- > 0;
    }
  }

  private final Map<String, Set<Long>> droppedTrades = new ConcurrentHashMap<>();
  private final Set<HideFromRest> hiddenFromRest = ConcurrentHashMap.newKeySet();
  private final Set<String> refusedProducts = ConcurrentHashMap.newKeySet();
  private final Set<String> offlineProducts = ConcurrentHashMap.newKeySet();
  private volatile double dropProbability;
  private volatile double duplicateProbability;
  private volatile double badProbability;
  private volatile int reorderWindow = 1;
  private volatile long silentUntilNanos = System.nanoTime();
  private volatile @Nullable ConnectionDrop connectionDrop;

  /** Guarded by this. */
  private @Nullable RestFailsNext restFailsNext;

  private int restFailuresLeft;
  private @Nullable RestFailsAtRandom restFailsAtRandom;
  private final SplittableRandom restRandom;

  Faults(long seed) {
    this.restRandom = new SplittableRandom(Mixing.stream(seed, "rest"));
  }

  /** Puts a lasting misbehaviour in force. */
  void apply(Misbehaviour misbehaviour) {
    if (misbehaviour instanceof DropMatches drop) {
      dropProbability = drop.probability();
    } else if (misbehaviour instanceof DropTrades drop) {
      droppedTrades
          .computeIfAbsent(drop.product(), any -> ConcurrentHashMap.newKeySet())
          .addAll(drop.tradeIds());
    } else if (misbehaviour instanceof DuplicateMatches duplicate) {
      duplicateProbability = duplicate.probability();
    } else if (misbehaviour instanceof BadFrames bad) {
      badProbability = bad.probability();
    } else if (misbehaviour instanceof ReorderMatches reorder) {
      reorderWindow = reorder.window();
    } else if (misbehaviour instanceof GoSilent silence) {
      silentUntilNanos = System.nanoTime() + silence.duration().toNanos();
    } else if (misbehaviour instanceof DropConnectionAfter drop) {
      connectionDrop = new ConnectionDrop(drop);
    } else if (misbehaviour instanceof HideFromRest hidden) {
      hiddenFromRest.add(hidden);
    } else if (misbehaviour instanceof RefuseProduct refused) {
      refusedProducts.add(refused.product());
    } else if (misbehaviour instanceof TakeOffline offline) {
      offlineProducts.add(offline.product());
    } else {
      applyToRest(misbehaviour);
    }
  }

  private synchronized void applyToRest(Misbehaviour misbehaviour) {
    if (misbehaviour instanceof RestFailsNext next) {
      restFailsNext = next;
      restFailuresLeft = next.requests();
    } else if (misbehaviour instanceof RestFailsAtRandom random) {
      restFailsAtRandom = random;
    }
  }

  /** Ends all of it. */
  synchronized void clear() {
    droppedTrades.clear();
    hiddenFromRest.clear();
    refusedProducts.clear();
    offlineProducts.clear();
    dropProbability = 0;
    duplicateProbability = 0;
    badProbability = 0;
    reorderWindow = 1;
    silentUntilNanos = System.nanoTime();
    connectionDrop = null;
    restFailsNext = null;
    restFailsAtRandom = null;
  }

  boolean dropsTrade(String product, long tradeId) {
    Set<Long> tradeIds = droppedTrades.get(product);
    return tradeIds != null && tradeIds.contains(tradeId);
  }

  boolean hidesFromRest(String product, long tradeId) {
    return hiddenFromRest.stream()
        .anyMatch(
            hidden ->
                hidden.product().equals(product)
                    && hidden.from() <= tradeId
                    && tradeId <= hidden.to());
  }

  boolean refuses(String product) {
    return refusedProducts.contains(product);
  }

  boolean isOffline(String product) {
    return offlineProducts.contains(product);
  }

  double dropProbability() {
    return dropProbability;
  }

  double duplicateProbability() {
    return duplicateProbability;
  }

  double badProbability() {
    return badProbability;
  }

  int reorderWindow() {
    return reorderWindow;
  }

  boolean isSilent() {
    return System.nanoTime() - silentUntilNanos < 0;
  }

  @Nullable ConnectionDrop connectionDrop() {
    return connectionDrop;
  }

  /** The status that the next REST request fails with, when it is to fail. */
  synchronized OptionalInt nextRestFailure() {
    if (restFailsNext != null && restFailuresLeft > 0) {
      restFailuresLeft--;
      return OptionalInt.of(restFailsNext.status());
    }
    if (restFailsAtRandom != null && restRandom.nextDouble() < restFailsAtRandom.probability()) {
      return OptionalInt.of(restFailsAtRandom.status());
    }
    return OptionalInt.empty();
  }
}
