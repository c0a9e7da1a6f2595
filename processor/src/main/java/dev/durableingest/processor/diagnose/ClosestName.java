package dev.durableingest.processor.diagnose;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the names that exist somebody meant. */
public final class ClosestName {
  private ClosestName() {}

  /** {@code " Did you mean 'matches'?"}, or nothing where no name is close. */
  public static String suggestion(String wanted, Collection<String> names) {
    return closest(wanted, names).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** The most similar name, where one is similar enough to be a slip. */
  public static Optional<String> closest(String wanted, Collection<String> names) {
    String normal = normal(wanted);
    int slipsMax = Math.max(2, wanted.length() / 3);
    return names.stream()
        .filter(name -> isAffix(normal, normal(name)) || distance(normal, normal(name)) <= slipsMax)
        .min(
            Comparator.<String>comparingInt(name -> distance(normal, normal(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static boolean isAffix(String a, String b) {
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    return shorter.length() > 2 && (longer.startsWith(shorter) || longer.endsWith(shorter));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
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
