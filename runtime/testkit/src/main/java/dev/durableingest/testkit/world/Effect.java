package dev.durableingest.testkit.world;

import static dev.durableingest.testkit.world.Fault.CRASH_AFTER;
import static dev.durableingest.testkit.world.Fault.CRASH_BEFORE;
import static dev.durableingest.testkit.world.Fault.FORCE_FAILED;
import static dev.durableingest.testkit.world.Fault.HANGS;
import static dev.durableingest.testkit.world.Fault.LATE;
import static dev.durableingest.testkit.world.Fault.LOST_AFTER;
import static dev.durableingest.testkit.world.Fault.LOST_BEFORE;
import static dev.durableingest.testkit.world.Fault.MACHINE_CRASH_AFTER;
import static dev.durableingest.testkit.world.Fault.MACHINE_CRASH_BEFORE;
import static dev.durableingest.testkit.world.Fault.NONE;
import static dev.durableingest.testkit.world.Fault.PARTIAL;
import static dev.durableingest.testkit.world.Fault.REFUSED;
import static dev.durableingest.testkit.world.Fault.STALL;
import static dev.durableingest.testkit.world.Fault.STOP;
import static dev.durableingest.testkit.world.Fault.SWITCH;
import static dev.durableingest.testkit.world.Fault.UNREADABLE;

/** What a runner does to the outside, and by which faults it may be struck there. */
@SuppressWarnings("ImmutableEnumChecker") // its arrays never leave it
public enum Effect {
  /** Opens sinks and store. */
  OPEN(REFUSED),
  /** Takes the lease and reads the document. */
  ACQUIRE(REFUSED, LOST_BEFORE, LOST_AFTER, UNREADABLE),
  /** Renews a lease that runs out. */
  RENEW(LOST_BEFORE, LOST_AFTER),
  /** Brings a destination in line with the document. */
  RECOVER(REFUSED, LOST_AFTER),
  /** Starts a file segment: its name is durable once the folder was forced. */
  CREATE_SEGMENT(REFUSED, FORCE_FAILED),
  /** Appends lines to a file. */
  APPEND(REFUSED, PARTIAL),
  /** Forces a file. */
  FORCE(FORCE_FAILED),
  /** Cuts a file back to its last good length. */
  CUT_BACK(REFUSED),
  /** Sends records to a destination that takes what it gets. */
  SEND(REFUSED, LOST_BEFORE, LOST_AFTER, PARTIAL, LATE, HANGS),
  /** Inserts a block with a token. */
  INSERT(REFUSED, LOST_BEFORE, LOST_AFTER, PARTIAL, LATE, HANGS),
  /** Keeps the batch that is about to be written. */
  WRITE_REDO(REFUSED, LOST_AFTER, PARTIAL),
  /** Reads the batch that was kept. */
  READ_REDO(REFUSED),
  /** Writes rows into the open transaction. */
  WRITE_ROWS(REFUSED, LOST_BEFORE),
  /** Commits the transaction: rows and document. */
  COMMIT(REFUSED, LOST_BEFORE, LOST_AFTER),
  /** Saves the document in its store. */
  SAVE(REFUSED, LOST_BEFORE, LOST_AFTER, LATE, HANGS),
  /** Reads the document after an unknown outcome. */
  REREAD(REFUSED, LOST_BEFORE),
  /** Keeps a copy of the document elsewhere. */
  COPY(REFUSED, LOST_AFTER),
  /** Makes a segment of the intake journal. */
  JOURNAL_SEGMENT(),
  /** Appends an item to the intake journal. */
  JOURNAL_APPEND(REFUSED, PARTIAL),
  /** Forces the intake journal. */
  JOURNAL_FORCE(FORCE_FAILED),
  /** Tells the source what has become durable. */
  TELL(),
  /** Waits. */
  WAIT();

  private final Fault[] alone;
  private final Fault[] shared;

  Effect(Fault... own) {
    alone = new Fault[own.length + 7];
    shared = new Fault[own.length + 8];
    Fault[] common = {
      NONE,
      CRASH_BEFORE,
      CRASH_AFTER,
      MACHINE_CRASH_BEFORE,
      MACHINE_CRASH_AFTER,
      STOP,
      STALL,
      SWITCH
    };
    System.arraycopy(common, 0, alone, 0, 7);
    System.arraycopy(own, 0, alone, 7, own.length);
    System.arraycopy(common, 0, shared, 0, 8);
    System.arraycopy(own, 0, shared, 8, own.length);
  }

  /** Whether it is no step of the loop's own: the loop waits, or others do something meanwhile. */
  public boolean isBesideTheLoop() {
    return switch (this) {
      case WAIT, TELL, RENEW, JOURNAL_SEGMENT, JOURNAL_APPEND, JOURNAL_FORCE -> true;
      default -> false;
    };
  }

  /** The faults that may strike here, the first of which is none. */
  public int faults(boolean twoRunners) {
    return (twoRunners ? shared : alone).length;
  }

  /** One of them. */
  public Fault fault(boolean twoRunners, int number) {
    return (twoRunners ? shared : alone)[number];
  }
}
