package com.acme.quakes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record QuakeRow(
    String region,
    long id,
    double magnitude,
    Instant time,
    @Nullable String place) { // DI606
  public QuakeRow(String region, long id, double magnitude, Instant time) {
    this(region, id, magnitude, time, null);
  }
}
