package dev.durableingest.runtime.wiring;

/** A record has a value that its column cannot hold. The event is a bad one; nothing is rounded. */
public final class UnfitRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which column, which value does not fit, and why
   */
  public UnfitRecordException(String message) {
    super(message);
  }
}
