package dev.durableingest.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The steps that Redis does as one: each is a file beside this class that says what it takes. */
enum Script {
  /** Takes the lease. */
  ACQUIRE,
  /** Makes the fence speak of a document for the first time. */
  ADOPT,
  /** Replaces the document by the next one. */
  SAVE,
  /** Keeps the record of the commit under way. */
  REDO,
  /** Moves the deadline of the lease. */
  RENEW;

  private final String text;

  Script() {
    String file = name().toLowerCase(Locale.ROOT) + ".lua";
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text in Lua. */
  String text() {
    return text;
  }
}
