package dev.durableingest.runtime.source;

import dev.durableingest.runtime.sink.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes items durable before they are queued, and keeps those that do not fit into the queue. The
 * queue calls it under its lock, except where said otherwise.
 */
public interface Intake {

  /** What became of an append. */
  enum Answer {
    /** It survives a process crash now. */
    APPENDED,
    /** The limit in bytes is reached, or the disk is full: nothing was appended. */
    NO_ROOM,
    /** It failed for good; see {@link #failure}. */
    FAILED
  }

  /**
   * An item and its stored form.
   *
   * @param item what is to be queued
   * @param bytes what is to be appended
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Stored(QueueItem item, byte[] bytes) {}

  /**
   * Gives an item its stored form. An event that has none becomes a rejected one. Any thread,
   * without the lock.
   */
  Stored store(QueueItem item);

  /** Appends an item; what is no event is appended beyond the limit. */
  Answer append(Stored stored);

  /** Number of the item that was appended last; grows by one from append to append. */
  long lastSequence();

  /** The items from the next append on are not kept in memory: {@link #read} will ask for them. */
  void startReadingAtEnd();

  /**
   * Reads back items that were not kept in memory, in order and with consecutive numbers. Without
   * the lock, on the thread that takes.
   *
   * @return at least one item
   * @throws SinkException when they cannot be read
   */
  Read read(int itemsMax, long bytesMax) throws SinkException;

  /**
   * Items that were read back.
   *
   * @param firstSequence number of the first
   * @param items the items in order
   */
  record Read(long firstSequence, List<QueueItem> items) {}

  /** Everything up to this number is in a saved document: its room may be used again. */
  void passed(long sequence);

  /** Whether an event of a resource that nobody can send again is dropped when there is no room. */
  boolean dropsWhenFull();

  /** Bytes that it occupies. Any thread. */
  long bytes();

  /** What it waits for, or null. Any thread. */
  @Nullable String problem();

  /** Why nothing can be appended any more, or null. Any thread. */
  @Nullable SinkException failure();
}
