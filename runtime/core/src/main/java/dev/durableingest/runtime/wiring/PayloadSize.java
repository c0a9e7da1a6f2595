package dev.durableingest.runtime.wiring;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes of heap a payload keeps. Generated code adds up the components of a
 * payload record with it; exactness is not needed, cheapness is.
 */
public final class PayloadSize {
  /** Object header and reference of anything. */
  public static final long OBJECT = 24;

  private static final long UNKNOWN = 128;

  private PayloadSize() {}

  /** Size of a text. */
  public static long of(@Nullable CharSequence text) {
    return text == null ? 0 : OBJECT + text.length();
  }

  /** Size of an array of bytes. */
  public static long of(byte @Nullable [] bytes) {
    return bytes == null ? 0 : OBJECT + bytes.length;
  }

  /** Size of a value of any type: exact for texts and bytes, looked into for collections. */
  public static long of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof CharSequence text) {
      return of(text);
    }
    if (value instanceof byte[] bytes) {
      return of(bytes);
    }
    if (value instanceof Number || value instanceof Enum<?> || value instanceof Boolean) {
      return OBJECT;
    }
    if (value instanceof Collection<?> elements) {
      long sum = OBJECT;
      for (Object element : elements) {
        sum += of(element);
      }
      return sum;
    }
    if (value instanceof Map<?, ?> map) {
      return of(map.keySet()) + of(map.values());
    }
    return UNKNOWN;
  }
}
