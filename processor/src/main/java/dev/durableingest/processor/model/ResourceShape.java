package dev.durableingest.processor.model;

/**
 * How and where a resource class is declared.
 *
 * @param isPublic whether it is public
 * @param nestedIn simple name of the class it is nested in, or empty
 * @param packageName its package
 * @param mayHaveSink whether it carries a sink that does not exist, as without its import
 */
public record ResourceShape(
    boolean isPublic, String nestedIn, String packageName, boolean mayHaveSink) {

  /** Whether it is not nested. */
  public boolean isTopLevel() {
    return nestedIn.isEmpty();
  }
}
