package dev.durableingest.runtime.sink;

import java.nio.ByteBuffer;
import java.util.List;

/** A batch that can be kept as bytes and written again from them. Owned by the pipeline thread. */
public interface RecoverableBatch extends SinkBatch {

  /**
   * The sealed batch as bytes: views of what it holds anyway, which stay as they are until it is
   * written.
   */
  List<ByteBuffer> encoded();
}
