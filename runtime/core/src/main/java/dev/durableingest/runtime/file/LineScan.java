package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds where the complete lines of a file end. */
final class LineScan {
  private static final int CHUNK_BYTES = 64 * 1024;

  private LineScan() {}

  /**
   * Length of the file up to its last complete line. A line that holds a zero byte is not complete:
   * no JSON text does, but a machine crash may leave a file longer than its data.
   *
   * @param from where to begin; the end of a line, or 0
   */
  static long completeBytes(Path path, long from) throws IOException {
    long complete = from;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      long offset = from;
      while (channel.read(chunk.clear(), offset) > 0) {
        chunk.flip();
        for (int i = 0; i < chunk.limit(); i++) {
          byte b = chunk.get(i);
          if (b == 0) {
            return complete;
          }
          if (b == '\n') {
            complete = offset + i + 1;
          }
        }
        offset += chunk.limit();
      }
    }
    return complete;
  }
}
