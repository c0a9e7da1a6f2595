package dev.durableingest.annotations;

/** What the runtime does with an event that {@code process} cannot map. */
public enum OnError {
  /** Sets the event aside, durably and with its reason, and goes on with the next. */
  DEAD_LETTER,
  /** Commits everything before the event, then stops the pipeline. */
  HALT
}
