package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.StoredCause;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The stored form of what travels from the source to the pipeline. Thread-safe. */
final class ItemCodec {
  private static final byte STARTED = 1;
  private static final byte EVENT = 2;
  private static final byte BACKFILL = 3;
  private static final byte REJECTED = 4;
  private static final byte POSITION = 5;
  private static final byte GAP = 6;
  private static final byte DROPPED = 7;

  private final Map<String, PayloadCodec<?>> payloads = new HashMap<>();

  ItemCodec(Map<String, ResourceBinding<?, ?, ?>> resources) {
    resources.forEach((name, resource) -> payloads.put(name, new PayloadCodec<>(resource)));
  }

  /** Bytes that could not be decoded, as they are stored. */
  @SuppressWarnings("ArrayRecordComponent") // for Jackson alone
  private record Rejection(
      @Nullable String resource, byte[] content, String errorType, @Nullable String errorMessage) {}

  /** A filled part of a gap, without the event itself. */
  private record Filling(Gap gap, long ordinal) {}

  /**
   * The stored form of an item, as a frame without a number.
   *
   * @throws SinkException when a payload or a position has none
   */
  byte[] write(QueueItem item) throws SinkException {
    if (item instanceof QueueItem.Event<?> event) {
      return Frame.unsealed(EVENT, event(event));
    }
    if (item instanceof QueueItem.Backfill backfill) {
      byte[] filling = StoredJson.write(new Filling(backfill.gap(), backfill.ordinal()));
      byte[] event = event(backfill.event());
      return Frame.unsealed(BACKFILL, joined(filling, event));
    }
    if (item instanceof QueueItem.Rejected bad) {
      String resource = bad.resource() == null ? null : bad.resource().name();
      return Frame.unsealed(
          REJECTED,
          StoredJson.write(
              new Rejection(
                  resource,
                  bad.content(),
                  StoredCause.typeOf(bad.cause()),
                  bad.cause().getMessage())));
    }
    if (item instanceof QueueItem.Position position) {
      StoredValue value = StoredValues.write(position.value(), "The position of the source");
      return Frame.unsealed(POSITION, StoredJson.write(value));
    }
    if (item instanceof QueueItem.GapFound found) {
      return Frame.unsealed(GAP, StoredJson.write(found.gap()));
    }
    if (item instanceof QueueItem.Dropped dropped) {
      return Frame.unsealed(DROPPED, StoredJson.write(dropped));
    }
    if (item instanceof QueueItem.Started) {
      return Frame.unsealed(STARTED, new byte[0]);
    }
    throw new IllegalArgumentException("Not an item of a journal: " + item.getClass());
  }

  /**
   * The item of a frame.
   *
   * @param emittedNanos when it was emitted, by the measuring clock
   * @throws SinkException with {@code Stop} when it cannot be read by this version of the classes
   */
  QueueItem read(Frame frame, long emittedNanos) throws SinkException {
    byte[] body = frame.body();
    try {
      return switch (frame.kind()) {
        case STARTED -> new QueueItem.Started();
        case EVENT -> readEvent(ByteBuffer.wrap(body), emittedNanos);
        case BACKFILL -> readBackfill(ByteBuffer.wrap(body), emittedNanos);
        case REJECTED -> readRejected(body);
        case POSITION -> new QueueItem.StoredPosition(StoredJson.read(body, StoredValue.class));
        case GAP -> new QueueItem.GapFound(StoredJson.read(body, Gap.class));
        case DROPPED -> StoredJson.read(body, QueueItem.Dropped.class);
        default -> throw unreadable(frame, "it is of a kind that this version does not know", null);
      };
    } catch (JacksonException e) {
      throw unreadable(frame, e.getOriginalMessage(), e);
    }
  }

  private <P> byte[] event(QueueItem.Event<P> event) throws SinkException {
    byte[] name = event.resource().name().getBytes(StandardCharsets.UTF_8);
    try {
      return joined(name, codec(event.resource()).write(event.payload()));
    } catch (JacksonException | StackOverflowError | LinkageError e) {
      String why = e instanceof JacksonException known ? known.getOriginalMessage() : e.toString();
      throw SinkException.stop(
          "A payload of resource '" + event.resource().name() + "' cannot be stored: " + why);
    }
  }

  private QueueItem.Event<?> readEvent(ByteBuffer body, long emittedNanos) throws SinkException {
    String name = new String(part(body), StandardCharsets.UTF_8);
    PayloadCodec<?> codec = payloads.get(name);
    if (codec == null) {
      throw SinkException.stop(
          "The journal holds an event of resource '"
              + name
              + "', which the source no longer has. Run the version of the connector that wrote it"
              + " until the journal is handled");
    }
    return codec.event(part(body), emittedNanos);
  }

  private QueueItem.Backfill readBackfill(ByteBuffer body, long emittedNanos) throws SinkException {
    Filling filling = StoredJson.read(part(body), Filling.class);
    QueueItem.Event<?> event = readEvent(ByteBuffer.wrap(part(body)), emittedNanos);
    return new QueueItem.Backfill(filling.gap(), filling.ordinal(), event);
  }

  private QueueItem.Rejected readRejected(byte[] body) {
    Rejection stored = StoredJson.read(body, Rejection.class);
    PayloadCodec<?> codec = stored.resource() == null ? null : payloads.get(stored.resource());
    return new QueueItem.Rejected(
        codec == null ? null : codec.resource(),
        stored.content(),
        new StoredCause(stored.errorType(), stored.errorMessage()));
  }

  @SuppressWarnings("unchecked") // made for this very binding
  private <P> PayloadCodec<P> codec(ResourceBinding<P, ?, ?> resource) {
    PayloadCodec<?> own = payloads.get(resource.name());
    if (own == null) {
      throw new IllegalArgumentException("Not a resource of this source: " + resource.name());
    }
    return (PayloadCodec<P>) own;
  }

  /** Two parts, the first with its length before it. */
  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .putInt(second.length)
        .put(second)
        .array();
  }

  private static byte[] part(ByteBuffer body) {
    byte[] part = new byte[body.getInt()];
    body.get(part);
    return part;
  }

  private static SinkException unreadable(Frame frame, String why, @Nullable Throwable cause) {
    return new SinkException(
        Verdict.STOP,
        "Item "
            + frame.sequence()
            + " of the journal cannot be read: "
            + why
            + ". Run the version of the connector that wrote it until the journal is handled",
        cause);
  }
}
