package dev.durableingest.coinbase.feed;

import dev.durableingest.coinbase.ExchangeException;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a frame together, within a bound, and hands whole frames on. For every frame
 * that was asked for, one is handed on; parts, pings and pongs between are asked for here.
 *
 * <p>Called by the WebSocket, one call at a time.
 */
final class FrameCollector implements WebSocket.Listener {
  /** Longest text frame that is read, in characters; Coinbase's longest seen is 5 million. */
  static final int TEXT_LENGTH_MAX = 16 << 20;

  /** How much of an unusable frame is kept. */
  static final int KEPT_MAX = 64 << 10;

  private final Consumer<Reception> receiver;
  private StringBuilder text = new StringBuilder();
  private long textLength;
  private ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private long binaryLength;

  FrameCollector(Consumer<Reception> receiver) {
    this.receiver = receiver;
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    // Nothing is asked for until the reader asks.
  }

  @Override
  public @Nullable CompletionStage<?> onText(
      WebSocket webSocket, CharSequence part, boolean isLast) {
    if (isLast && textLength == 0) {
      receiver.accept(new Reception.Text(part.toString()));
      return null;
    }
    textLength += part.length();
    if (textLength <= TEXT_LENGTH_MAX) {
      text.append(part);
    } else {
      text.setLength(Math.min(text.length(), KEPT_MAX));
    }
    if (!isLast) {
      webSocket.request(1);
      return null;
    }
    String collected = text.toString();
    long length = textLength;
    text = new StringBuilder();
    textLength = 0;
    receiver.accept(
        length <= TEXT_LENGTH_MAX
            ? new Reception.Text(collected)
            : new Reception.Unusable(
                collected.getBytes(StandardCharsets.UTF_8),
                "A text frame of "
                    + length
                    + " characters is longer than "
                    + TEXT_LENGTH_MAX
                    + "; its start is kept"));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(
      WebSocket webSocket, ByteBuffer part, boolean isLast) {
    binaryLength += part.remaining();
    byte[] kept = new byte[Math.min(part.remaining(), KEPT_MAX - binary.size())];
    part.get(kept);
    binary.writeBytes(kept);
    if (!isLast) {
      webSocket.request(1);
      return null;
    }
    byte[] start = binary.toByteArray();
    String problem = "A binary frame of " + binaryLength + " bytes; Coinbase sends text";
    binary = new ByteArrayOutputStream();
    binaryLength = 0;
    receiver.accept(new Reception.Unusable(start, problem));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    receiver.accept(
        new Reception.Ended(
            "the exchange closed it with status "
                + statusCode
                + (reason.isEmpty() ? "" : " (" + reason + ")")));
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    receiver.accept(new Reception.Ended(ExchangeException.reasonOf(error)));
  }
}
