package dev.durableingest.testkit.world;

/** What may go wrong at an effect. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** The process dies before it happens. */
  CRASH_BEFORE,
  /** The process dies after it has happened. */
  CRASH_AFTER,
  /** The machine dies before it happens: bytes that were not forced may be gone. */
  MACHINE_CRASH_BEFORE,
  /** The machine dies after it has happened. */
  MACHINE_CRASH_AFTER,
  /** Somebody asks the run to stop. */
  STOP,
  /** It takes very long. */
  STALL,
  /** This runner is paused, the other one runs. */
  SWITCH,
  /** Definitely not done. */
  REFUSED,
  /** Not done, and the answer is lost. */
  LOST_BEFORE,
  /** Done, and the answer is lost. */
  LOST_AFTER,
  /** The answer is lost; it is done some time later. */
  LATE,
  /** Done in part. */
  PARTIAL,
  /** The disk fails: what was to be forced is gone at the next machine crash, whatever it says. */
  FORCE_FAILED,
  /** What was read is damaged. */
  UNREADABLE,
  /**
   * The pipeline thread never comes back, while others of its process go on, until it is killed.
   */
  HANGS;

  /** Whether what it strikes is not known to be done. */
  public boolean isFailure() {
    return switch (this) {
      case REFUSED, LOST_BEFORE, LOST_AFTER, LATE, PARTIAL, FORCE_FAILED, UNREADABLE -> true;
      case NONE,
          CRASH_BEFORE,
          CRASH_AFTER,
          MACHINE_CRASH_BEFORE,
          MACHINE_CRASH_AFTER,
          STOP,
          STALL,
          SWITCH,
          HANGS ->
          false;
    };
  }
}
