package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import java.time.Instant;
import java.util.List;

public record QuakeRow(
    String region,
    long id,
    List<@Decimal(precision = 4, scale = 1) String> notes, // DI214
    Instant time) {}
