package dev.durableingest.processor.lock;

/** A schema lock was written by a later release. */
final class NewerLockException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int version;

  NewerLockException(int version) {
    super("Format " + version);
    this.version = version;
  }

  /** The format of the file. */
  int version() {
    return version;
  }
}
