package dev.durableingest.runtime.polling;

/** The server understood a request and will not serve it; asking again does not help. */
public final class RequestRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  /**
   * @param message what was refused; one line, without secrets
   * @param status the HTTP status
   * @param body what the server says about it; empty where it says nothing
   */
  public RequestRefusedException(String message, int status, String body) {
    super(message);
    this.status = status;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What the server says about it; empty where it says nothing. */
  public String body() {
    return body;
  }
}
