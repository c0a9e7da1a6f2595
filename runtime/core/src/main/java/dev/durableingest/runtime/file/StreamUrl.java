package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.text.ClosestName;
import dev.durableingest.runtime.wiring.ByteSizes;
import dev.durableingest.runtime.wiring.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A {@code file:} URL of streams: {@code file:data/streams?retain-bytes=10GiB&retain-for=7d}.
 *
 * @param place the folder of the streams
 * @param retention how much of each stream is kept
 */
public record StreamUrl(FileUrl place, Retention retention) {
  private static final String BYTES = "retain-bytes";
  private static final String AGE = "retain-for";
  private static final String LOCKS = "locks";

  /**
   * Reads a URL.
   *
   * @throws SinkException when it names no folder, or says something that cannot be
   */
  public static StreamUrl parse(URI url) throws SinkException {
    String text = url.toString();
    int mark = text.indexOf('?');
    if (mark < 0) {
      return new StreamUrl(FileUrl.parse(url), Retention.KEEP_ALL);
    }
    Retention retention = Retention.KEEP_ALL;
    List<String> others = new ArrayList<>();
    for (String parameter : text.substring(mark + 1).split("&", -1)) {
      String name = parameter.replaceFirst("=.*", "");
      String value = parameter.substring(Math.min(parameter.length(), name.length() + 1));
      switch (name) {
        case BYTES -> retention = retention.withBytesMax(bytes(url, value));
        case AGE -> retention = retention.withAgeMax(age(url, value));
        case LOCKS -> others.add(parameter);
        default -> throw unknown(url, name);
      }
    }
    String rest = others.isEmpty() ? "" : "?" + String.join("&", others);
    return new StreamUrl(FileUrl.parse(URI.create(text.substring(0, mark) + rest)), retention);
  }

  /** The folder of one stream. */
  public FileUrl folderOf(String stream) {
    return new FileUrl(place.folder().resolve(stream), place.trustsLocks());
  }

  private static long bytes(URI url, String value) throws SinkException {
    OptionalLong bytes = ByteSizes.parse(value);
    if (bytes.isEmpty() || bytes.getAsLong() == 0) {
      throw SinkException.stop(
          url + ": " + BYTES + "=" + value + " is not a size such as 10GiB or 500MB.");
    }
    return bytes.getAsLong();
  }

  private static Duration age(URI url, String value) throws SinkException {
    return Durations.parse(value)
        .filter(age -> !age.isZero())
        .orElseThrow(
            () ->
                SinkException.stop(
                    url + ": " + AGE + "=" + value + " is not a duration such as 7d or 12h."));
  }

  private static SinkException unknown(URI url, String name) {
    List<String> known = List.of(BYTES, AGE, LOCKS);
    String guess = ClosestName.guess(name, known).map(g -> " Did you mean '" + g + "'?").orElse("");
    return SinkException.stop(
        url
            + " has the unknown parameter '"
            + name
            + "'."
            + guess
            + " There are "
            + String.join(", ", known)
            + ".");
  }
}
