package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    java.util.List<@org.jspecify.annotations.Nullable String> tags, // DI209
    Instant time) {}
