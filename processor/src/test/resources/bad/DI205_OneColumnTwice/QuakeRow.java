package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(String region, long id, double openPrice,
    double open_price, // DI205
    double magnitude, Instant time) {}
