package dev.durableingest.runtime;

import dev.durableingest.runtime.text.ClosestName;
import java.util.Collection;
import java.util.List;

/** Somebody asked a source for a resource that it does not have. Never retried. */
public final class UnknownResourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String resource;
  private final String source;
  private final List<String> known;

  /**
   * @param resource the name that was asked for
   * @param source name of the source
   * @param known the names that exist, in any order
   */
  public UnknownResourceException(String resource, String source, Collection<String> known) {
    this(resource, source, ClosestName.nearestFirst(resource, known));
  }

  private UnknownResourceException(String resource, String source, List<String> nearestFirst) {
    super(
        "Source '"
            + source
            + "' has no resource '"
            + resource
            + "'. It has: "
            + String.join(", ", nearestFirst)
            + ". Emit with a constant of the generated resources class to have this checked by the"
            + " compiler.");
    this.resource = resource;
    this.source = source;
    this.known = nearestFirst;
  }

  /** The name that was asked for. */
  public String resource() {
    return resource;
  }

  /** Name of the source. */
  public String source() {
    return source;
  }

  /** The names that exist, the most similar first. */
  public List<String> known() {
    return known;
  }
}
