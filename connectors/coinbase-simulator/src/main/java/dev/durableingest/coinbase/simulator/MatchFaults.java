package dev.durableingest.coinbase.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Loses, doubles, spoils and shuffles the {@code match} frames of one connection as the
 * misbehaviours in force say. Single-threaded: owned by the connection's feeder.
 */
final class MatchFaults {
  /** Where the frames go that are left. */
  interface Output {
    void frame(FrameType type, String frame) throws InterruptedException, SlowConsumerException;
  }

  private static final long HELD_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(200);

  private final Faults faults;
  private final Counters counters;
  private final SplittableRandom random;
  private final List<String> held = new ArrayList<>();
  private long heldSinceNanos;

  MatchFaults(Faults faults, Counters counters, SplittableRandom random) {
    this.faults = faults;
    this.counters = counters;
    this.random = random;
  }

  void pass(MatchFrame match, Output output) throws InterruptedException, SlowConsumerException {
    if (faults.dropsTrade(match.product(), match.tradeId()) || drawn(faults.dropProbability())) {
      counters.fault(Counters.Fault.MATCHES_DROPPED);
      return;
    }
    if (drawn(faults.badProbability())) {
      counters.fault(Counters.Fault.BAD_FRAMES_SENT);
      output.frame(FrameType.INJECTED, BadFrame.drawn(random, match.frame()));
    }
    if (faults.reorderWindow() > 1 || !held.isEmpty()) {
      hold(match.frame(), output);
    } else {
      send(match.frame(), output);
    }
  }

  /** Lets go of frames that were held for too long, so that a quiet market ends complete. */
  void release(Output output) throws InterruptedException, SlowConsumerException {
    if (!held.isEmpty() && System.nanoTime() - heldSinceNanos > HELD_NANOS_MAX) {
      sendHeld(output);
    }
  }

  private void hold(String frame, Output output)
      throws InterruptedException, SlowConsumerException {
    if (held.isEmpty()) {
      heldSinceNanos = System.nanoTime();
    }
    held.add(frame);
    if (held.size() >= faults.reorderWindow()) {
      sendHeld(output);
    }
  }

  private void sendHeld(Output output) throws InterruptedException, SlowConsumerException {
    List<String> inOrder = List.copyOf(held);
    held.clear();
    List<String> shuffled = new ArrayList<>(inOrder);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    for (int i = 0; i < shuffled.size(); i++) {
      if (!shuffled.get(i).equals(inOrder.get(i))) {
        counters.fault(Counters.Fault.MATCHES_REORDERED);
      }
      send(shuffled.get(i), output);
    }
  }

  private void send(String frame, Output output)
      throws InterruptedException, SlowConsumerException {
    output.frame(FrameType.MATCH, frame);
    if (drawn(faults.duplicateProbability())) {
      counters.fault(Counters.Fault.MATCHES_DUPLICATED);
      output.frame(FrameType.MATCH, frame);
    }
  }

  private boolean drawn(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
