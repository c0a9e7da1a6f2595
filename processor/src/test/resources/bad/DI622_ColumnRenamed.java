package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    double size, // DI622
    Instant time) {
}
