package dev.durableingest.runtime.stream;

import dev.durableingest.runtime.stream.StreamReader.Position;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Lines were deleted before a reader had read them. The reader stands at the oldest line that is
 * left by then, so whoever can do without the others asks it for the next one.
 */
public final class FellBehindException extends IOException {
  private static final long serialVersionUID = 1L;

  FellBehindException(Path folder, Position wanted, Position oldest) {
    super(
        "Lines of "
            + folder
            + " were deleted before they were read: all from byte "
            + wanted.bytes()
            + " of segment "
            + wanted.segment()
            + " up to segment "
            + oldest.segment()
            + ", with which it goes on. Read faster, or raise the stream's retain-bytes and"
            + " retain-for");
  }
}
