package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.sink.SinkException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The redo record of one pipeline in the Redis that has its document, so that a run on another
 * machine finds it. It is one value, without a time to live; the next one takes its place.
 *
 * <p>A record is let in only behind the document that is stored: one that comes late, over a
 * connection that was given up, takes no other's place.
 *
 * <p>Owned by the pipeline thread.
 */
final class RedisRedoLog implements RedoLog {
  private final RedisConnection connection;
  private final List<String> keys;
  private final StoreFailure failures;
  private @Nullable CheckpointDocument before;

  RedisRedoLog(RedisConnection connection, RedisUrl url, String pipeline) {
    this.connection = connection;
    this.keys = List.of(url.redoKey(pipeline), url.fenceKey(pipeline));
    this.failures = new StoreFailure(url, pipeline);
  }

  /** Says which document is stored, behind which the next record is. */
  void follow(CheckpointDocument stored) {
    before = stored;
  }

  @Override
  public void write(List<ByteBuffer> record) throws SinkException {
    CheckpointDocument stored = Objects.requireNonNull(before, "the lease is taken first");
    List<String> answer =
        connection.ask(
            Script.REDO,
            keys,
            stored.incarnation(),
            String.valueOf(stored.epoch()),
            stored.owner(),
            String.valueOf(stored.revision()),
            bytes(record));
    if (!answer.get(0).equals("kept")) {
      throw failures.refused(stored, stored.revision(), answer);
    }
  }

  @Override
  public Optional<byte[]> read() throws SinkException {
    return connection.askBytes(Command.GET, keys.get(0));
  }

  private static byte[] bytes(List<ByteBuffer> record) {
    byte[] all = new byte[record.stream().mapToInt(ByteBuffer::remaining).sum()];
    ByteBuffer joined = ByteBuffer.wrap(all);
    record.forEach(part -> joined.put(part.duplicate()));
    return all;
  }
}
