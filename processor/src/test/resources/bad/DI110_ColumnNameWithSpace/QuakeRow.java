package com.acme.quakes;

import dev.durableingest.annotations.Column;
import java.time.Instant;

public record QuakeRow(
    @Column(name = "the region") // DI110
        String region, long id, double magnitude, Instant time) {}
