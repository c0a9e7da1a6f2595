package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    java.math.BigDecimal magnitude, // DI210
    Instant time) {}
