package dev.durableingest.processor.model;

/**
 * The {@code replay} of a resource.
 *
 * @param value name of the {@code Replay}
 * @param isWritten whether the author wrote it, as opposed to leaving the default
 */
public record ReplayModel(Located<String> value, boolean isWritten) {
  /** Name of the constant for what cannot be fetched again. */
  public static final String NONE = "NONE";

  /** Name of the constant for a source that resumes at its cursor. */
  public static final String FROM_CHECKPOINT = "FROM_CHECKPOINT";
}
