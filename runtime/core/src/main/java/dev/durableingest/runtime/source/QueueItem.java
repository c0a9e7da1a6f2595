package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.wiring.ResourceBinding;
import org.jspecify.annotations.Nullable;

/** What travels from the source to the pipeline, in the order in which the source said it. */
public sealed interface QueueItem {

  /** About how many bytes of heap it keeps. */
  default long bytes() {
    return 64;
  }

  /** Whether it counts as an event: it is handled, or set aside. */
  default boolean isEvent() {
    return false;
  }

  /**
   * Name of the resource that it belongs to; empty where it belongs to one that is not known; null
   * where it is about the source as a whole.
   */
  default @Nullable String resourceName() {
    return null;
  }

  /**
   * An event of a resource.
   *
   * @param resource its resource
   * @param payload what the source emitted, of the resource's payload type
   * @param bytes about how many bytes of heap it keeps
   * @param emittedNanos when it was emitted, by the measuring clock
   */
  record Event<P>(ResourceBinding<P, ?, ?> resource, P payload, long bytes, long emittedNanos)
      implements QueueItem {
    @Override
    public boolean isEvent() {
      return true;
    }

    @Override
    public String resourceName() {
      return resource.name();
    }
  }

  /**
   * An event that fills a part of a gap.
   *
   * @param gap the gap
   * @param ordinal which of the missing events it is
   * @param event the event
   */
  record Backfill(Gap gap, long ordinal, Event<?> event) implements QueueItem {
    @Override
    public long bytes() {
      return event.bytes();
    }

    @Override
    public boolean isEvent() {
      return true;
    }

    @Override
    public String resourceName() {
      return gap.resource();
    }
  }

  /**
   * Bytes that could not be decoded.
   *
   * @param resource the resource they were meant for, or null
   * @param content the bytes
   * @param cause why they could not be decoded
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Rejected(@Nullable ResourceBinding<?, ?, ?> resource, byte[] content, Throwable cause)
      implements QueueItem {
    @Override
    public long bytes() {
      return 64L + content.length;
    }

    @Override
    public boolean isEvent() {
      return true;
    }

    @Override
    public String resourceName() {
      return resource == null ? "" : resource.name();
    }
  }

  /**
   * Everything before it is all there was up to this point of the source.
   *
   * @param value the position
   */
  record Position(Object value) implements QueueItem {}

  /**
   * A position that was read back from an intake journal.
   *
   * @param value the position, in its stored form
   */
  record StoredPosition(StoredValue value) implements QueueItem {}

  /** A new attempt of the source begins; what it emits follows. */
  record Started() implements QueueItem {}

  /**
   * Events that nobody can send again were dropped, because the intake journal was full.
   *
   * @param resource name of their resource
   * @param count how many
   */
  record Dropped(String resource, long count) implements QueueItem {
    @Override
    public String resourceName() {
      return resource;
    }
  }

  /**
   * A known hole.
   *
   * @param gap the hole, not yet durable
   */
  record GapFound(Gap gap) implements QueueItem {
    @Override
    public String resourceName() {
      return gap.resource();
    }
  }

  /**
   * The source did what no repetition mends, such as emitting to a resource that does not exist.
   *
   * @param cause what it did
   */
  record Fatal(Throwable cause) implements QueueItem {}

  /**
   * {@code run} left; nothing of this attempt follows.
   *
   * @param cause why it threw, or null when it returned
   */
  record Ended(@Nullable Throwable cause) implements QueueItem {}
}
