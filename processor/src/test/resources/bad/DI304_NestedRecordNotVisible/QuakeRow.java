package com.acme.rows;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    Where magnitude, // DI304
    Instant time) {}

record Where(double latitude, double longitude) {}
