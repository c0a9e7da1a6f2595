package com.acme.quakes;

import java.time.Instant;

/** One line of the feed. */
public record Quake(long id, String region, double magnitude, Instant time) {
  static Quake parse(String line) {
    String[] fields = line.split(",");
    return new Quake(
        Long.parseLong(fields[0]),
        fields[1],
        Double.parseDouble(fields[2]),
        Instant.parse(fields[3]));
  }
}
