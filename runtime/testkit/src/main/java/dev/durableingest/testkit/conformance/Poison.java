package dev.durableingest.testkit.conformance;

import org.jspecify.annotations.Nullable;

/** Makes one event one that cannot be mapped, however often it comes. */
final class Poison {
  private final int which;
  private @Nullable Handled poisonous;

  /**
   * @param which the how-manieth event it is
   */
  Poison(int which) {
    this.which = which;
  }

  Script andCrashAfter(int events) {
    return (event, number) -> {
      Script.crashAfter(events).onMapped(event, number);
      if (isPoisonous(event, number)) {
        throw new IllegalStateException("the conformance suite makes this event a bad one");
      }
    };
  }

  /** The event is a bad one, and nothing else goes wrong. */
  Script alone() {
    return andCrashAfter(Integer.MAX_VALUE);
  }

  private boolean isPoisonous(Handled event, int number) {
    Handled known = poisonous;
    if (known == null && number == which) {
      poisonous = event;
      return true;
    }
    return known != null && known.isSameAs(event);
  }
}
