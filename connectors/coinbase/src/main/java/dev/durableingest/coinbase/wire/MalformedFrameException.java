package dev.durableingest.coinbase.wire;

import org.jspecify.annotations.Nullable;

/** What came is not what Coinbase documents. The message says what is wrong, in one line. */
public final class MalformedFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String type;

  /**
   * @param message what is wrong
   * @param type the frame's {@code type} as far as it could be read
   */
  public MalformedFrameException(String message, @Nullable String type) {
    super(message);
    this.type = type;
  }

  /** The frame's {@code type}, or null when it could not be read. */
  public @Nullable String type() {
    return type;
  }
}
