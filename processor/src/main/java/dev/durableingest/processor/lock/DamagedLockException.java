package dev.durableingest.processor.lock;

/** A file is no schema lock; the message says why, as the end of a sentence. */
final class DamagedLockException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedLockException(String message) {
    super(message);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
