package dev.durableingest.runtime.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the names that somebody who wrote another one probably meant. */
public final class ClosestName {
  private ClosestName() {}

  /** The names, the most similar first; equally similar ones in alphabetical order. */
  public static List<String> nearestFirst(String wanted, Collection<String> names) {
    return names.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(name -> editDistance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** The name that was probably meant; empty when none is similar enough to be worth a guess. */
  public static Optional<String> guess(String wanted, Collection<String> names) {
    int farthest = Math.max(1, wanted.length() / 3);
    return nearestFirst(wanted, names).stream()
        .findFirst()
        .filter(name -> editDistance(wanted, name) <= farthest);
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
