package com.acme.quakes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record QuakeRow(
    String region,
    long id,
    @Nullable Double magnitude, // DI625
    Instant time) {
}
