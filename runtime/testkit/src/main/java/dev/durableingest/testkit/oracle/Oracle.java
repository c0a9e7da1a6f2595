package dev.durableingest.testkit.oracle;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches a schedule and says which promises did not hold. */
public final class Oracle {
  private final Plan plan;
  private final Claims claims;
  private final List<Violation> violations = new ArrayList<>();
  private @Nullable World world;
  private long epoch;
  private long badInRow;
  private String owner = "";

  /**
   * @param plan what the schedule is about
   */
  public Oracle(Plan plan) {
    this.plan = plan;
    this.claims = new Claims(plan);
  }

  /** The world that is watched. */
  public void watch(World watched) {
    world = watched;
  }

  /** What did not hold. */
  public List<Violation> violations() {
    return violations;
  }

  /** Notes that something did not hold. */
  public void report(Promise promise, String detail) {
    violations.add(new Violation(promise, detail));
    world().note(promise + ": " + detail);
  }

  /** The lease changes hands. */
  public void granted(CheckpointDocument document) {
    epoch = document.epoch();
    owner = document.owner();
  }

  /** An operator has deleted everything: nothing was set aside yet. */
  public void startedOver() {
    badInRow = 0;
  }

  /** Whether an owner has the lease. */
  public boolean isHolder(String candidate) {
    return owner.equals(candidate);
  }

  /** A document is about to become the current one. */
  public void stored(CheckpointDocument next) {
    if (world().isTold()) {
      world().note(shortly(next));
    }
    if (next.epoch() != epoch || !next.owner().equals(owner)) {
      report(
          Promise.ONLY_THE_HOLDER_SAVES,
          "revision " + next.revision() + " of epoch " + next.epoch() + ", lease is of " + epoch);
    }
    CheckpointDocument before = world().documents().current();
    if (before != null) {
      compare(before, next);
      countBadInRow(before, next);
    }
    requireDurable(next);
  }

  /** Whether what may be set aside in a row is used up, as the current document says. */
  public boolean isBudgetUsedUp() {
    CheckpointDocument document = world().documents().current();
    return document != null && document.deadLetters().inRow() >= plan.badInRowMax();
  }

  /**
   * Counts what was set aside in a row over all lives: where a save brings nothing but dead
   * letters, the row goes on. Each resource has a budget of its own, also one without bad events:
   * an innocent one may be blamed for deaths of its process.
   */
  private void countBadInRow(CheckpointDocument before, CheckpointDocument next) {
    long events = next.events() - before.events();
    long letters = next.deadLetters().count() - before.deadLetters().count();
    badInRow = events == letters ? badInRow + letters : 0;
    long allowed = (long) plan.resources() * plan.badInRowMax();
    if (badInRow > allowed && !world().isCalm()) {
      report(Promise.BUDGET_HOLDS, badInRow + " events in a row were set aside");
    }
  }

  /** The source is handed a checkpoint. */
  public void told(Checkpoint checkpoint, String teller) {
    for (CheckpointDocument document : world().documents().history()) {
      if (document.revision() == checkpoint.revision()
          && document.owner().equals(teller)
          && Claims.position(document) == checkpoint.position(Integer.class).orElse(0)) {
        return;
      }
    }
    report(Promise.TOLD_AFTER_SAVED, "revision " + checkpoint.revision() + " was not saved so");
  }

  /** The source tells upstream that it may forget. */
  public void acknowledged(int position) {
    int saved = 0;
    for (CheckpointDocument document : world().documents().history()) {
      saved = Math.max(saved, Claims.position(document));
    }
    if (position > saved) {
      report(Promise.TOLD_AFTER_SAVED, "acknowledged " + position + ", saved is " + saved);
    }
  }

  /** Whether every event up to one is durable, or excused. */
  public boolean isDurable(int upTo) {
    CheckpointDocument document = world().documents().current();
    if (document == null) {
      return upTo == 0;
    }
    for (int id = 1; id <= upTo; id++) {
      LogEvent event = plan.event(id);
      if (event.isMarked()
          && plan.isReplayable(event.resource())
          && !world().isBlamed(event.id())
          && !claims.isClaimed(document, event)) {
        return false;
      }
    }
    return true;
  }

  private void compare(CheckpointDocument before, CheckpointDocument next) {
    boolean follows =
        next.revision() == before.revision() + 1
            && next.incarnation().equals(before.incarnation())
            && next.events() >= before.events()
            && next.deadLetters().count() >= before.deadLetters().count();
    if (!follows) {
      report(
          Promise.REVISIONS_GROW,
          "revision " + next.revision() + " stored over revision " + before.revision());
    }
    for (Map.Entry<String, Map<String, Entry>> resource : before.entries().entrySet()) {
      Map<String, Entry> now = next.entries().getOrDefault(resource.getKey(), Map.of());
      for (Map.Entry<String, Entry> partition : resource.getValue().entrySet()) {
        Entry old = partition.getValue();
        Entry kept = now.get(partition.getKey());
        boolean vanished = old.cursor() != null && (kept == null || kept.cursor() == null);
        boolean fell =
            plan.isComparable()
                && kept != null
                && Claims.place(kept.cursor()) < Claims.place(old.cursor());
        if (vanished || fell) {
          report(
              Promise.REVISIONS_GROW,
              "the cursor of " + resource.getKey() + " falls at revision " + next.revision());
        }
      }
    }
  }

  private void requireDurable(CheckpointDocument next) {
    Tally durable = new Tally(world());
    for (int resource = 0; resource < plan.resources(); resource++) {
      world().rows(resource).forEach(durable::addRow);
      SinkPosition end = next.sinks().get("stream:" + Plan.nameOf(resource));
      if (end != null) {
        int last = (int) end.segment();
        world().file(resource).readDurable(last, (int) end.bytes(), durable::addRow);
      }
    }
    SinkPosition letters = next.deadLetters().position();
    if (letters != null) {
      int last = (int) letters.segment();
      world().letters().readDurable(last, (int) letters.bytes(), durable::addLetter);
    }
    for (LogEvent event : plan.log()) {
      if (claims.isClaimed(next, event)
          && !durable.isComplete(event)
          && !Claims.isInGap(next, event)) {
        report(
            Promise.DOCUMENT_BEHIND_DATA,
            "revision " + next.revision() + " says that event " + event.id() + " is handled");
      }
    }
  }

  private static String shortly(CheckpointDocument document) {
    return "stores revision "
        + document.revision()
        + " of epoch "
        + document.epoch()
        + ", position "
        + document.position()
        + ", entries "
        + document.entries()
        + ", sinks "
        + document.sinks()
        + ", "
        + document.deadLetters()
        + ", gaps "
        + document.gaps();
  }

  private World world() {
    World watched = world;
    if (watched == null) {
      throw new IllegalStateException("Nothing is being watched");
    }
    return watched;
  }
}
