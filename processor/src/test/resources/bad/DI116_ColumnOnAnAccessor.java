package com.acme.quakes;

import dev.durableingest.annotations.Column;
import java.time.Instant;

public record QuakeRow(
String region, long id, double magnitude, Instant time) {
  @Override
  @Column(name = "strength") // DI116
  public double magnitude() {
    return magnitude;
  }
}
