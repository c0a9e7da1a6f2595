package dev.durableingest.testkit.world;

import java.util.Arrays;
import java.util.Locale;

/** How often a small number was seen. Not thread-safe. */
public final class Spread {
  private static final int MAX = 255;

  private final long[] counts = new long[MAX + 1];

  /** One more; what is larger than 255 counts as that. */
  public void count(int number) {
    counts[Math.min(number, MAX)]++;
  }

  /** Takes in another's counts. */
  public void add(Spread other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Begins anew. */
  public void clear() {
    Arrays.fill(counts, 0);
  }

  /** How many numbers there were. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** The smallest number that so great a part of all, from 0 to 1, does not exceed; 0 for none. */
  public int quantile(double part) {
    double wanted = part * total();
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      if (sum > 0 && sum >= wanted) {
        return i;
      }
    }
    return 0;
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "min %d, median %d, p99 %d, max %d of %,d",
        quantile(0),
        quantile(0.5),
        quantile(0.99),
        quantile(1),
        total());
  }
}
