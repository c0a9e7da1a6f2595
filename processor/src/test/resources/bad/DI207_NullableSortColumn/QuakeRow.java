package com.acme.quakes;

import java.time.Instant;

public record QuakeRow(@org.jspecify.annotations.Nullable String region, long id, double magnitude, Instant time) {}
