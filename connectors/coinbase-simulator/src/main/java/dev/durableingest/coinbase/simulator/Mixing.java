package dev.durableingest.coinbase.simulator;

/** Hashes that stand in for randomness where the same question must get the same answer. */
final class Mixing {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /** A well-mixed number for item {@code index} of stream {@code stream}. */
  static long mix(long stream, long index) {
    long bits = stream + (index + 1) * STEP;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /** The stream of a text within a seed. Does not depend on the JVM. */
  static long stream(long seed, String text) {
    long stream = mix(seed, text.length());
    for (int i = 0; i < text.length(); i++) {
      stream = mix(stream, text.charAt(i));
    }
    return stream;
  }

  /** Maps a mixed number to the range from 0 (included) to 1 (excluded). */
  static double fraction(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
