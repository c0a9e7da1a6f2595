package dev.durableingest.runtime.source;

import org.jspecify.annotations.Nullable;

/** What is known of an exception that was thrown in an earlier life: its class and its words. */
public final class StoredCause extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type name of the class that was thrown
   * @param message what it said, or null
   */
  public StoredCause(String type, @Nullable String message) {
    super(message);
    this.type = type;
  }

  /** Name of the class of an exception, whether it is remembered or real. */
  public static String typeOf(Throwable cause) {
    return cause instanceof StoredCause stored ? stored.type : cause.getClass().getName();
  }
}
