package dev.durableingest.runtime.deadletter;

import java.time.Instant;

/**
 * What an operator did with a dead letter; stands behind it in the same file, in the same commit as
 * what was done.
 *
 * @param number number of the letter
 * @param action what was done
 * @param at when, by the wall clock
 */
public record DeadLetterMark(long number, Action action, Instant at) {

  /** What becomes of a dead letter. */
  public enum Action {
    /** It was handled again, and its records are written. */
    RETRIED,
    /** Nobody wants it any more. */
    DISCARDED
  }
}
