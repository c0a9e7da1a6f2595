package dev.durableingest.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link ResourceProcessor#process} to say itself what becomes of the event. Whatever
 * else it throws is a bad event, except a lost connection, which is tried again.
 */
public abstract sealed class EventFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private EventFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The event may succeed later: what is before it is committed, then it is tried again. After
   * {@code --event-max-attempts} it is a bad event.
   */
  public static final class RetryAfter extends EventFailure {
    private static final long serialVersionUID = 1L;

    private final transient Duration delay;

    /**
     * @param delay how long to wait before the next attempt
     * @param message what failed; one line, without secrets
     * @param cause the reason, or null
     */
    public RetryAfter(Duration delay, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.delay = delay;
    }

    /** How long to wait before the next attempt. */
    public Duration delay() {
      return delay;
    }
  }

  /** The event is bad: it is set aside at once, or halts where the resource says so. */
  public static final class DeadLetter extends EventFailure {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with it; one line, without secrets
     * @param cause the reason, or null
     */
    public DeadLetter(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** No event can be handled any more: the pipeline stops before this one. */
  public static final class Stop extends EventFailure {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and the way out; one line, without secrets
     * @param cause the reason, or null
     */
    public Stop(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
