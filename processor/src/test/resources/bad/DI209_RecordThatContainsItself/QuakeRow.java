package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    java.util.List<QuakeRow> aftershocks, // DI209
    Instant time) {}
