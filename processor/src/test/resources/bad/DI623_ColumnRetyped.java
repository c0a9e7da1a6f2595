package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    float magnitude, // DI623
    Instant time) {
  public QuakeRow(String region, long id, double magnitude, Instant time) {
    this(region, id, (float) magnitude, time);
  }
}
