package dev.durableingest.testkit.world;

/**
 * How many events were there once more after a crash, in a sample for each crash, where no more
 * than at-least-once is promised. Not thread-safe.
 */
public final class Repetitions {
  private final Spread bounded = new Spread();
  private final Spread bound = new Spread();
  private final Spread unanswered = new Spread();
  private final Spread overlapping = new Spread();

  /**
   * One crash, after which the source resumed exactly, or its replays were recognised.
   *
   * @param events that came again
   * @param atMost how many had been emitted after the saved document
   */
  public void count(int events, int atMost) {
    bounded.count(events);
    bound.count(atMost);
  }

  /** The same, but a request had no answer before or after it: then it may be repeated, too. */
  public void countUnanswered(int events) {
    unanswered.count(events);
  }

  /** One crash, after which the source repeated as much as it liked. */
  public void countOverlapping(int events) {
    overlapping.count(events);
  }

  /** Takes in another's samples. */
  void add(Repetitions other) {
    bounded.add(other.bounded);
    bound.add(other.bound);
    unanswered.add(other.unanswered);
    overlapping.add(other.overlapping);
  }

  /** Begins anew. */
  void clear() {
    bounded.clear();
    bound.clear();
    unanswered.clear();
    overlapping.clear();
  }

  /** The samples of crashes whose repetitions have a bound. */
  public Spread bounded() {
    return bounded;
  }

  /** For people, a line for each kind of crash. */
  public String table() {
    return "events there once more, per crash, where at-least-once is promised:\n"
        + "  exact or recognised replays       "
        + bounded
        + "\n  emitted after the saved document  "
        + bound
        + "\n  with requests without an answer   "
        + unanswered
        + "\n  overlapping replays               "
        + overlapping;
  }
}
