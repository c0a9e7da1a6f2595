package dev.durableingest.runtime.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * A stored checkpoint document cannot be read: it is damaged, incomplete, or of a version that this
 * runtime does not know. It must never be taken for the absence of a document.
 */
public final class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with it; one line, without the values in it
   * @param cause what the parser said, or null
   */
  public DocumentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
