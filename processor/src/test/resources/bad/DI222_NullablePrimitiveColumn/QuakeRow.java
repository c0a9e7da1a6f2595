package com.acme.quakes;

import org.jspecify.annotations.Nullable;

public record QuakeRow(
    String region,
    long id,
    @Nullable double magnitude // DI222
    ) {}
