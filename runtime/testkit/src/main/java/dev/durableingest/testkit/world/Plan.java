package dev.durableingest.testkit.world;

import java.util.List;

/**
 * What one schedule is about: drawn before anything happens.
 *
 * @param style how the source replays
 * @param layout where the records go
 * @param log everything upstream
 * @param resources how many resources there are
 * @param tables by resource, whether its records go to the table; else to the stream
 * @param hole ids that the feed does not deliver, and that are fetched later; or empty
 * @param twoRunners whether a second runner may start while the first lives
 * @param upgrades whether the mapping changes between the first life and the last
 * @param faultyLives lives before the calm one
 * @param batchMax events of a batch
 * @param lingerNanos how long a batch lingers
 * @param segmentMax lines of a file segment
 * @param badInRowMax how many events in a row may be set aside
 * @param window how many pairs of token and partition a table of blocks remembers at first
 * @param startsOver whether an operator deletes document and data after the first life
 * @param leased whether the lease of the document runs out unless it is renewed
 * @param journal whether what the source says goes through an intake journal, and how
 */
public record Plan(
    Style style,
    Layout layout,
    List<LogEvent> log,
    int resources,
    List<Boolean> tables,
    List<Integer> hole,
    boolean twoRunners,
    boolean upgrades,
    int faultyLives,
    int batchMax,
    long lingerNanos,
    int segmentMax,
    int badInRowMax,
    int window,
    boolean startsOver,
    boolean leased,
    Journal journal) {

  /** As good as no limit of the events that may be set aside. */
  public static final int NO_LIMIT = 1_000;

  /** How the source replays. */
  public enum Style {
    /** Exactly the events after each partition's cursor; cursors have no order. */
    EXACT,
    /** One log for all resources; replays overlap; cursors have an order. */
    SHARED,
    /** As {@link #SHARED}, and upstream forgets what was acknowledged. */
    FORGETFUL,
    /** Replays overlap, and cursors have no order. */
    ROUGH,
    /** The first resource as {@link #EXACT}, the last one without cursor and without replay. */
    LIVE
  }

  /** Whether there is an intake journal. */
  public enum Journal {
    /** None. */
    NONE,
    /** Forced before each commit. */
    FORCED_AT_COMMIT,
    /** Forced after each event. */
    FORCED_AT_ONCE
  }

  /**
   * Bytes that the journal may have: a few events, unless the source says what it cannot hold back
   * until there is room.
   */
  public long journalBytesMax() {
    boolean canWait =
        hole.isEmpty() && log.stream().noneMatch(e -> e.kind() == LogEvent.Kind.REJECTED);
    return canWait ? 500 : 1 << 20;
  }

  /** Whether an event kills the process. */
  public boolean hasFatal() {
    return log.stream().anyMatch(event -> event.kind() == LogEvent.Kind.FATAL);
  }

  /** Whether there is an intake journal. */
  public boolean isJournaled() {
    return journal != Journal.NONE;
  }

  /** Where records go. */
  public enum Layout {
    /** A table whose transaction holds the document. */
    TABLE(Tables.TRANSACTION, Streams.NONE),
    /** A file, the document in a store. */
    FILE(Tables.NONE, Streams.FILE),
    /** A destination that takes what it gets, the document in a store. */
    SENT(Tables.NONE, Streams.SENT),
    /** Table and file. */
    TABLE_AND_FILE(Tables.TRANSACTION, Streams.FILE),
    /** Table and taker. */
    TABLE_AND_SENT(Tables.TRANSACTION, Streams.SENT),
    /** Tables that refuse blocks they know, document and redo log in a store. */
    BLOCKS(Tables.BLOCKS, Streams.NONE),
    /** Such tables and a file. */
    BLOCKS_AND_FILE(Tables.BLOCKS, Streams.FILE);

    private final Tables tables;
    private final Streams streams;

    private enum Tables {
      NONE,
      TRANSACTION,
      BLOCKS
    }

    private enum Streams {
      NONE,
      FILE,
      SENT
    }

    Layout(Tables tables, Streams streams) {
      this.tables = tables;
      this.streams = streams;
    }

    /** Whether there is a table whose transaction holds the document. */
    public boolean hasTable() {
      return tables == Tables.TRANSACTION;
    }

    /** Whether there are tables that refuse a block whose token they know. */
    public boolean hasBlocks() {
      return tables == Tables.BLOCKS;
    }

    /** Whether there is a file. */
    public boolean hasFile() {
      return streams == Streams.FILE;
    }

    /** Whether there is a destination that takes what it gets. */
    public boolean hasSent() {
      return streams == Streams.SENT;
    }

    /** Whether resources may go to either of two. */
    public boolean hasBoth() {
      return tables != Tables.NONE && streams != Streams.NONE;
    }
  }

  /** The event of an id. */
  public LogEvent event(int id) {
    return log.get(id - 1);
  }

  /** Whether upstream still has, or can send again, what a resource's cursor does not cover. */
  public boolean isReplayable(int resource) {
    return style != Style.LIVE || resource < resources - 1;
  }

  /** Whether the cursors of the resources have an order. */
  public boolean isComparable() {
    return style == Style.SHARED || style == Style.FORGETFUL;
  }

  /** Whether the source says positions. */
  public boolean hasPositions() {
    return style == Style.FORGETFUL;
  }

  /** Whether an event of this resource carries a cursor. */
  public boolean isMarked(LogEvent event) {
    return event.isMarked() && isReplayable(event.resource());
  }

  /** Name of a resource, of its stream and of its table. */
  public static String nameOf(int resource) {
    return resource == 0 ? "r0" : "r1";
  }
}
