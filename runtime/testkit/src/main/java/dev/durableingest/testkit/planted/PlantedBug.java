package dev.durableingest.testkit.planted;

/** Bugs that the simulated machine can be given, by their number in the list of planted bugs. */
public enum PlantedBug {
  /** A sink says that it has written, and writes after the document was saved. */
  SAVE_BEFORE_WRITE(1),
  /** The source is told of a document before it is saved. */
  ACKNOWLEDGE_BEFORE_SAVE(2),
  /** Of several sends one fails, and the batch is taken for written. */
  NEWEST_INSTEAD_OF_CONTIGUOUS(3),
  /** The transaction is committed before the file is written. */
  TABLE_BEFORE_FILE(4),
  /** The file is not forced. */
  FILE_NOT_FORCED(5),
  /** The folder of a new segment is not forced. */
  FOLDER_NOT_FORCED(6),
  /** A force that failed is tried again, and believed. */
  FORCE_RETRIED(7),
  /** What a failed append left is not cut before the next. */
  TORN_LINE_NOT_CUT(8),
  /** The store looks at the lease, and writes later. */
  LEASE_CHECKED_THEN_WRITTEN(9),
  /** An older document of the same lease may replace a newer one. */
  EPOCH_COMPARED_WITH_LEAST(10),
  /** The guard does not look at the revision. */
  REVISION_NOT_COMPARED(11),
  /** A save of unknown outcome is taken for a failed one. */
  UNKNOWN_SAVE_TAKEN_FOR_FAILURE(12),
  /** After an unknown commit the same connection goes on, now without a transaction. */
  UNKNOWN_COMMIT_ON_SAME_CONNECTION(13),
  /** The document is read before the lease is taken. */
  READ_BEFORE_FENCING(14),
  /** A runner that was fenced starts again in the same process. */
  FENCED_RUNNER_RESTARTS(15),
  /** Recovery cuts lines that nobody can write again. */
  CUT_BACK_OF_UNREPLAYABLE(16),
  /** Recovery does not cut back. */
  NO_CUT_BACK(17),
  /** Recovery does not cut the dead letters back. */
  LETTERS_NOT_CUT_BACK(18),
  /** Dead letters are written after the document was saved. */
  LETTER_AFTER_SAVE(19),
  /** A block is named by what is in it, and not kept. */
  TOKEN_FROM_CONTENT(20),
  /** The token of a block does not name the incarnation of the document. */
  TOKEN_WITHOUT_INCARNATION(21),
  /** The token of a block does not name the epoch, and anybody may replace the kept batch. */
  TOKEN_WITHOUT_EPOCH(22),
  /** A batch without an answer is sent again in pieces. */
  SPLIT_AFTER_UNKNOWN(23),
  /** Records of a send without an answer become dead letters. */
  TIME_OUT_IS_A_BAD_RECORD(24),
  /** Records that a sink refuses as a whole become dead letters. */
  REFUSAL_IS_A_BAD_RECORD(25),
  /** The source reconnects while what it emitted before is not committed. */
  RECONNECT_WITH_OPEN_BATCH(26),
  /** What an older attempt emits is let in. */
  OLD_ATTEMPT_EMITS(27),
  /** The source resumes from the newest cursor of all its resources. */
  RESUME_FROM_NEWEST(28),
  /** The least cursor is acknowledged instead of the position. */
  LEAST_CURSOR_ACKNOWLEDGED(29),
  /** Two events share a cursor, and the document may stand between them. */
  CURSOR_SHARED_BY_EVENTS(30),
  /** Events without a cursor are not counted in the document. */
  AFTER_NOT_COUNTED(31),
  /** A replay is recognised by less, not by less or equal. */
  REPLAY_FILTER_EXCLUSIVE(32),
  /** Backfilled events go through the filter for replays. */
  BACKFILL_FILTERED(33),
  /** Backfilled events move the cursor. */
  BACKFILL_MOVES_CURSOR(34),
  /** A gap gets into the document one save late. */
  GAP_AFTER_SAVE(35),
  /** How far the journal was handled is kept beside the document. */
  JOURNAL_OFFSET_BESIDE(36),
  /** The source is started before what the journal holds is committed. */
  SOURCE_BEFORE_JOURNAL(37),
  /** The journal forgets what was handled before that is saved. */
  JOURNAL_CUT_BEFORE_SAVE(38),
  /** A journal that is full overwrites its oldest events. */
  FULL_JOURNAL_OVERWRITES(39),
  /** A document that cannot be read is taken for none. */
  UNREADABLE_IS_NONE(40),
  /** Where a document cannot be read, the one before is taken. */
  FALLBACK_TO_PREVIOUS(41),
  /** A batch lingers until a further event comes. */
  LINGER_NEEDS_AN_EVENT(42),
  /** What was set aside before a restart does not count. */
  BUDGET_FORGOTTEN(43),
  /** The event that exceeds the budget is set aside like the others. */
  OVER_BUDGET_PASSED(44),
  /** The backoff starts over whenever a connection was made. */
  BACKOFF_RESET_ON_CONNECT(45),
  /** A resource that does not exist is taken for a lost connection. */
  UNKNOWN_RESOURCE_RETRIED(46),
  /** The lease is renewed, whether the pipeline thread is alive or not. */
  LEASE_OF_A_DEAD_THREAD(47),
  /** The source is told on the pipeline thread. */
  CALLBACK_ON_PIPELINE_THREAD(48),
  /** A runner that lost its lease saves once more when it closes. */
  SAVE_AFTER_FENCED(49),
  /** The batch that was kept is written again although its document was saved. */
  REDO_APPLIED_AGAIN(50);

  private final int number;

  PlantedBug(int number) {
    this.number = number;
  }

  /** Its number in the list. */
  public int number() {
    return number;
  }
}
