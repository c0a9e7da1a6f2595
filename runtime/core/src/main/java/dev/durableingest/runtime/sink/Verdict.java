package dev.durableingest.runtime.sink;

import java.time.Duration;

/** What to do about a failed step. The type of a failure is its remedy. */
public sealed interface Verdict {

  /** Nothing is wrong with the batch: the same step again, in the same shape, after backoff. */
  record RetrySame() implements Verdict {}

  /** Nobody knows whether it was applied: open anew, read the document, go by its revision. */
  record Reopen() implements Verdict {}

  /**
   * The destination definitely refused the batch as a whole and holds nothing of it: look for the
   * record at fault. Never said of an unknown outcome, of a lost connection, or where the table and
   * not a record is wrong.
   */
  record Split() implements Verdict {}

  /** No repetition will help: commit what is before it and stop the pipeline. */
  record Stop() implements Verdict {}

  /**
   * Somebody else has it: wait until it is free, or stop.
   *
   * @param left how long the lease of a holder that has died would still last; zero where it ends
   *     with the holder
   */
  record InUse(Duration left) implements Verdict {}

  /** Another runner has the lease: save nothing, acknowledge nothing, stop. */
  record Fenced() implements Verdict {}

  /** See {@link RetrySame}. */
  Verdict RETRY_SAME = new RetrySame();

  /** See {@link Reopen}. */
  Verdict REOPEN = new Reopen();

  /** See {@link Split}. */
  Verdict SPLIT = new Split();

  /** See {@link InUse}; ends with its holder. */
  Verdict IN_USE = new InUse(Duration.ZERO);

  /** See {@link Stop}. */
  Verdict STOP = new Stop();

  /** See {@link Fenced}. */
  Verdict FENCED = new Fenced();
}
