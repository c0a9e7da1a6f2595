package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the one record from which the commit under way can be repeated, under the lease of a
 * checkpoint store. It is written before a destination is that cannot be cut back but refuses a
 * block whose token it knows; what the record means is the committer's affair.
 *
 * <p>Owned by the pipeline thread; closed with its store.
 */
public interface RedoLog {

  /**
   * Puts a record in place of the one before; when this returns, it survives a machine crash. When
   * it does not, there may be no record.
   *
   * @param record the bytes of the record, in order; the buffers are read to their ends
   * @throws SinkException with {@code Fenced} when another runner has the lease; with {@code
   *     RetrySame} when waiting may help
   */
  void write(List<ByteBuffer> record) throws SinkException;

  /**
   * The record that was written last. Called once, after the lease was taken.
   *
   * @return empty where there is none, or none that was written to its end
   * @throws SinkException with {@code RetrySame} when it cannot be read now
   */
  Optional<byte[]> read() throws SinkException;
}
