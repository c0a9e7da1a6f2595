package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.sink.SinkUrls;
import java.util.Comparator;
import java.util.List;

/** Takes secrets out of whatever is printed: the values of secret options, and logins in URLs. */
final class Secrets {
  /** A shorter value would take ordinary words apart, and is no secret worth the name. */
  private static final int LENGTH_MIN = 4;

  private final List<String> values;

  Secrets(List<String> values) {
    this.values =
        values.stream()
            .map(String::strip)
            .filter(value -> value.length() >= LENGTH_MIN)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** No secret but those in URLs. */
  static Secrets none() {
    return new Secrets(List.of());
  }

  /** The text without secrets. */
  String hide(String text) {
    String hidden = SinkUrls.shown(text);
    for (String value : values) {
      hidden = hidden.replace(value, "***");
    }
    return hidden;
  }
}
