package dev.durableingest.runtime.polling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token that expires: fetched when it is first wanted, and again a while before its end
 * or when a server refuses it. Thread-safe; one thread fetches, the others wait for it.
 */
public final class Tokens {
  private final PollTime time;
  private final Duration margin;
  private final Supplier supplier;
  private @Nullable Token current;

  /**
   * @param time the wall clock counts
   * @param margin how long before its end a token is no longer used
   * @param supplier fetches a token
   */
  public Tokens(PollTime time, Duration margin, Supplier supplier) {
    this.time = time;
    this.margin = margin;
    this.supplier = supplier;
  }

  /** One token for ever, such as an API key. */
  public static Tokens fixed(String value) {
    return new Tokens(PollTime.system(), Duration.ZERO, () -> new Token(value, null));
  }

  /**
   * A token.
   *
   * @param value as it is sent
   * @param expiresAt when it ends; null where it is not known
   */
  public record Token(String value, @Nullable Instant expiresAt) {

    /** Without the value, which is a secret. */
    @Override
    public String toString() {
      return "Token[expiresAt=" + expiresAt + "]";
    }
  }

  /** Fetches a token. */
  @FunctionalInterface
  public interface Supplier {

    /**
     * Fetches one.
     *
     * @throws TryAgainException when it failed in passing
     * @throws RequestRefusedException when there is none to be had
     * @throws InterruptedException when the pipeline is being cancelled
     */
    Token fetch() throws TryAgainException, RequestRefusedException, InterruptedException;
  }

  /**
   * A token that is good for a while.
   *
   * @throws TryAgainException when fetching one failed in passing
   * @throws RequestRefusedException when there is none to be had
   * @throws InterruptedException when the pipeline is being cancelled
   */
  public synchronized String value()
      throws TryAgainException, RequestRefusedException, InterruptedException {
    Token token = current;
    if (token == null || isEnding(token)) {
      token = supplier.fetch();
      current = token;
    }
    return token.value();
  }

  /** A server did not take this token: the next {@link #value} is another one. */
  public synchronized void refuse(String value) {
    // Whoever was slower to be refused must not throw away what has been fetched since.
    if (current != null && current.value().equals(value)) {
      current = null;
    }
  }

  private boolean isEnding(Token token) {
    Instant end = token.expiresAt();
    return end != null && !time.now().plus(margin).isBefore(end);
  }
}
