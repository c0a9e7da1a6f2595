package dev.durableingest.runtime.polling;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Collects the body of an answer, but never more than a bound; what is beyond it is dropped. */
final class BoundedBody {
  private final int lengthMax;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean overflowed;

  BoundedBody(int lengthMax) {
    this.lengthMax = lengthMax;
  }

  /** Fills this body, of one answer. */
  BodyHandler<Void> receiver() {
    return HttpResponse.BodyHandlers.ofByteArrayConsumer(this::collect);
  }

  private synchronized void collect(Optional<byte[]> chunk) {
    byte[] more = chunk.orElse(new byte[0]);
    if (more.length > lengthMax - bytes.size()) {
      overflowed = true;
    } else {
      bytes.writeBytes(more);
    }
  }

  synchronized boolean hasOverflowed() {
    return overflowed;
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
