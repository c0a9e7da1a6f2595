package dev.durableingest.processor.model;

/**
 * How and where a resource class is declared.
 *
 * @param isPublic whether it is public
 * @param nestedIn simple name of the class it is nested in, or empty
 * @param packageName its package
 */
public record ResourceShape(boolean isPublic, String nestedIn, String packageName) {

  /** Whether it is not nested. */
  public boolean isTopLevel() {
    return nestedIn.isEmpty();
  }
}
