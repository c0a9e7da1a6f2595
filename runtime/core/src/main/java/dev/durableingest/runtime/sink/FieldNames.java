package dev.durableingest.runtime.sink;

/**
 * The names of fields as JSON, encoded once: records of one type name the same fields in the same
 * order, so that the next name is nearly always the one that followed the last time.
 * Single-threaded.
 */
final class FieldNames {
  // What has more names than this pays for each of the others every time.
  private static final int KEPT_MAX = 256;

  private final String[] names = new String[KEPT_MAX];
  private final byte[][] encoded = new byte[KEPT_MAX][];
  private int count;
  private int next;

  /** Writes a name, quoted, and the colon behind it. */
  void put(String name, Utf8Buffer out) {
    for (int tried = 0; tried < count; tried++) {
      if (next >= count) {
        next = 0;
      }
      int at = next++;
      if (names[at].equals(name)) {
        out.put(encoded[at]);
        return;
      }
    }
    int start = out.length();
    out.putQuoted(name);
    out.put(':');
    if (count < KEPT_MAX) {
      names[count] = name;
      encoded[count] = out.copyFrom(start);
      count++;
      next = count;
    }
  }
}
