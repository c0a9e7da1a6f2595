package dev.durableingest.coinbase;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The exchange could not be reached, fell silent, closed the connection or refused what was asked.
 * The message is one line for people; the runtime connects again after backoff.
 */
public final class ExchangeException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened and, where there is one, the way out
   */
  public ExchangeException(String message) {
    super(message);
  }

  /**
   * @param message what happened and, where there is one, the way out
   * @param cause what it was noticed by
   */
  public ExchangeException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What an exception of the JDK's network classes says, in words even where it has none.
   *
   * @param failure as thrown
   */
  public static String reasonOf(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null
        && (reason instanceof ExecutionException
            || reason instanceof CompletionException
            || reason.getMessage() == null
            || reason.getMessage().isBlank())) {
      reason = reason.getCause();
    }
    if (reason instanceof ConnectException || reason instanceof ClosedChannelException) {
      return "nobody listens there";
    }
    if (reason instanceof UnresolvedAddressException || reason instanceof UnknownHostException) {
      return "its name cannot be resolved";
    }
    String message = reason.getMessage();
    return message == null || message.isBlank() ? reason.getClass().getSimpleName() : message;
  }
}
