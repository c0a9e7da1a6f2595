package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.RecordFile;
import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A redo log in a file, beside the document and under the same lock. */
public final class RedoFile implements RedoLog, AutoCloseable {
  private final RecordFile file;
  private final Lease lease;

  /** Checks that this process has the lock. */
  public interface Lease {
    /**
     * Checks it.
     *
     * @throws SinkException with {@code Fenced} when it has not
     */
    void require() throws SinkException;
  }

  /**
   * @param path the file
   * @param lease asked before every write
   */
  public RedoFile(Path path, Lease lease) {
    this.file = new RecordFile(path);
    this.lease = lease;
  }

  @Override
  public void write(List<ByteBuffer> record) throws SinkException {
    lease.require();
    try {
      file.write(record.stream().map(ByteBuffer::duplicate).toList());
    } catch (IOException e) {
      throw FileFailure.of(file.path(), e);
    }
  }

  @Override
  public Optional<byte[]> read() throws SinkException {
    lease.require();
    try {
      return file.read();
    } catch (IOException e) {
      throw FileFailure.of(file.path(), e);
    }
  }

  /** Releases the file. Never throws. */
  @Override
  public void close() {
    file.close();
  }
}
