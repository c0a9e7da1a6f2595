package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(String region, long id, Instant time) { // DI621
  public QuakeRow(String region, long id, double magnitude, Instant time) {
    this(region, id, time);
  }
}
