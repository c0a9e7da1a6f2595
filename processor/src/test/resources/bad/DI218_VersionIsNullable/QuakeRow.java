package com.acme.quakes;

import org.jspecify.annotations.Nullable;

public record QuakeRow(
    long id,
    @Nullable Long revision) {}
