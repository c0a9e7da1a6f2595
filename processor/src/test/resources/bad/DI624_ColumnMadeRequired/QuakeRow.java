package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    double magnitude, // DI624
    Instant time) {
}
