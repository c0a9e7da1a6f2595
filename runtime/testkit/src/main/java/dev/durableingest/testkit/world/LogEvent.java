package dev.durableingest.testkit.world;

/**
 * An event upstream.
 *
 * @param id its number, from 1, in the order upstream
 * @param resource index of its resource
 * @param partition its partition
 * @param kind what becomes of it
 * @param at its place in the log, which it may share with its neighbours
 * @param index which event of that place it is
 */
public record LogEvent(int id, int resource, String partition, Kind kind, int at, int index) {

  /** What becomes of an event. */
  public enum Kind {
    /** One record and a cursor. */
    RECORD,
    /** One record, no cursor. */
    UNMARKED,
    /** Two records, three in the next version of the mapping, and a cursor. */
    FANOUT,
    /** Nothing at all. */
    DROPPED,
    /** No record, but a cursor. */
    DROPPED_MARKED,
    /** Cannot be mapped. */
    POISON,
    /** Cannot be decoded by the source. */
    REJECTED,
    /** One record and a cursor, but its destination refuses the record. */
    REFUSED,
    /** The process dies of it whenever it is handled. */
    FATAL
  }

  /** How many records a version of the mapping makes of it. */
  public int records(int version) {
    return switch (kind) {
      case RECORD, UNMARKED, REFUSED -> 1;
      case FANOUT -> version == 0 ? 2 : 3;
      case DROPPED, DROPPED_MARKED, POISON, REJECTED, FATAL -> 0;
    };
  }

  /** Whether a dead letter is all that becomes of it. */
  public boolean isBad() {
    return switch (kind) {
      case POISON, REJECTED, REFUSED, FATAL -> true;
      case RECORD, UNMARKED, FANOUT, DROPPED, DROPPED_MARKED -> false;
    };
  }

  /** Whether it carries a cursor, where its resource has one. */
  public boolean isMarked() {
    return kind == Kind.RECORD
        || kind == Kind.FANOUT
        || kind == Kind.DROPPED_MARKED
        || kind == Kind.REFUSED;
  }
}
