package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.sink.*;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** x. */
public final class DeadLetterFile implements AutoCloseable {
  /** x. */
  public static DeadLetterFile open(URI u, String pipeline) throws SinkException {
    return new DeadLetterFile();
  }

  /** x. */
  public void append(List<DeadLetter> l) throws SinkException {}

  /** x. */
  public void recover(DeadLetters d) throws SinkException {}

  /** x. */
  public @Nullable SinkPosition position() {
    return null;
  }

  @Override
  public void close() {}
}
