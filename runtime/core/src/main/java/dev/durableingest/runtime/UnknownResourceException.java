package dev.durableingest.runtime;

import java.util.Collection;
import java.util.Comparator;
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
    this(resource, source, nearestFirst(resource, known));
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

  private static List<String> nearestFirst(String wanted, Collection<String> names) {
    return names.stream()
        .sorted(
            Comparator.<String>comparingInt(name -> editDistance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
