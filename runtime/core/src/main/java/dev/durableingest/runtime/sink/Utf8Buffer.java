package dev.durableingest.runtime.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: the few forms of text that JSON is made of, in UTF-8. Single-threaded. */
final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LONG_MIN =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
  // A character takes at most six bytes: the escape of a control character.
  private static final int BYTES_PER_CHAR_MAX = 6;
  private static final int CHUNK_CHARS = 1024;
  private static final char REPLACEMENT = '\uFFFD';
  private static final int DECIMALS = 8;
  private static final long DECIMALS_POWER = 100_000_000;

  private final int firstCapacity;
  private byte[] bytes;
  private int length;

  Utf8Buffer(int firstCapacity) {
    this.firstCapacity = firstCapacity;
    this.bytes = new byte[firstCapacity];
  }

  int length() {
    return length;
  }

  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  byte[] copyFrom(int start) {
    return Arrays.copyOfRange(bytes, start, length);
  }

  void cutBackTo(int wanted) {
    length = wanted;
  }

  void clear(int keptCapacityMax) {
    length = 0;
    if (bytes.length > keptCapacityMax) {
      bytes = new byte[firstCapacity];
    }
  }

  /** One ASCII character. */
  void put(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
  }

  void put(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void putAscii(String ascii) {
    int count = ascii.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  /**
   * A finite number, in as few digits as tell it from its neighbours, at least one of them behind
   * the point.
   */
  void putDouble(double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e7) { // where no exponent is written
      long scaled = Math.round(magnitude * DECIMALS_POWER);
      // Both operands are exact, so the quotient is what reading these digits gives. They are 15 at
      // most, and no two numbers of so few digits are the same double: there is no shorter form.
      if (scaled / (double) DECIMALS_POWER == magnitude) {
        putDecimals(scaled, value < 0);
        return;
      }
    }
    putAscii(Double.toString(value));
  }

  private void putDecimals(long scaled, boolean isNegative) {
    if (isNegative) {
      put('-');
    }
    putLong(scaled / DECIMALS_POWER);
    put('.');
    long fraction = scaled % DECIMALS_POWER;
    int digits = DECIMALS;
    while (digits > 1 && fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    ensure(digits);
    putDigits(fraction, digits);
  }

  void putLong(long value) {
    if (value == Long.MIN_VALUE) {
      put(LONG_MIN);
      return;
    }
    ensure(LONG_MIN.length);
    long rest = value;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long power = 10; digits < 19 && rest >= power; power *= 10) {
      digits++;
    }
    putDigits(rest, digits);
  }

  /** A number that is not negative, with leading zeros. */
  void putPadded(int value, int digits) {
    ensure(digits);
    putDigits(value, digits);
  }

  /** The lowest hexadecimal digits of a number. */
  void putHex(long value, int digits) {
    ensure(digits);
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length++] = HEX[(int) (value >>> (4 * i)) & 0xF];
    }
  }

  /** A JSON string: quoted and escaped. */
  void putQuoted(String text) {
    put('"');
    putEscaped(text);
    put('"');
  }

  private void putEscaped(String text) {
    int count = text.length();
    int i = 0;
    while (i < count) {
      int end = Math.min(count, i + CHUNK_CHARS);
      ensure(BYTES_PER_CHAR_MAX * (end - i + 1));
      i = putPlain(text, i, end);
      if (i < end) {
        char c = text.charAt(i);
        if (c >= 0x80) {
          i += encode(text, i);
        } else {
          escape(c);
          i++;
        }
      }
    }
  }

  /** Characters that stand for themselves, up to the first one that does not; returns its index. */
  private int putPlain(String text, int from, int to) {
    byte[] target = bytes;
    int at = length;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
        break;
      }
      target[at++] = (byte) c;
      i++;
    }
    length = at;
    return i;
  }

  /** The code point at this index as it is, unescaped; returns how many chars it has. */
  int putCodePoint(String text, int index) {
    ensure(4);
    char c = text.charAt(index);
    if (c >= 0x80) {
      return encode(text, index);
    }
    bytes[length++] = (byte) c;
    return 1;
  }

  private int encode(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | (c >> 6));
      putContinuation(c);
      return 1;
    }
    if (Character.isSurrogate(c)) {
      int point = text.codePointAt(index);
      if (point != c) {
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        putContinuation(point >> 12);
        putContinuation(point >> 6);
        putContinuation(point);
        return 2;
      }
      c = REPLACEMENT;
    }
    bytes[length++] = (byte) (0xE0 | (c >> 12));
    putContinuation(c >> 6);
    putContinuation(c);
    return 1;
  }

  private void putContinuation(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      case '"', '\\' -> bytes[length++] = (byte) c;
      default -> {
        bytes[length++] = 'u';
        putHex(c, 4);
      }
    }
  }

  private void putDigits(long value, int digits) {
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * needed));
    }
  }
}
