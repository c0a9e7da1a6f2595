package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    double magnitude,
    String place, // DI626
    Instant time) {
  public QuakeRow(String region, long id, double magnitude, Instant time) {
    this(region, id, magnitude, "", time);
  }
}
