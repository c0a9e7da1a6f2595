package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.time.Instant;

public record QuakeRow(
    @ConfigProperty(description = "Where it was") // DI118
        String region,
    long id,
    double magnitude,
    Instant time) {}
