package dev.durableingest.benchmarks.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** How a contestant tells when it began and ended, where its destination cannot date records. */
final class Stopwatch {
  private Stopwatch() {}

  /** A contestant tells that it has ended just now. */
  static void tell(String place, long beganNanos) throws IOException {
    Files.write(file(place), List.of(Long.toString(beganNanos), Long.toString(System.nanoTime())));
  }

  /** Seconds that a contestant needed for a place, as it told; forgets them. */
  static double seconds(String place) throws IOException {
    List<String> times = Files.readAllLines(file(place));
    Files.delete(file(place));
    return (Long.parseLong(times.get(1)) - Long.parseLong(times.get(0))) / 1e9;
  }

  private static Path file(String place) {
    UUID name = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    return Path.of(System.getProperty("java.io.tmpdir"), "benchmark-" + name + ".times");
  }
}
