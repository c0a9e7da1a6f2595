package dev.durableingest.runtime.workflow;

/** The command was used wrongly: exit code 2. The message is one line, without secrets. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
