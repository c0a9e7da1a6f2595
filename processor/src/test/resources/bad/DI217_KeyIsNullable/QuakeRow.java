package com.acme.quakes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record QuakeRow(
    long id,
    List<String> places,
    @Nullable String region,
    Instant time,
    double magnitude) {}
