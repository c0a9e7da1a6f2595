package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import dev.durableingest.annotations.Json;
import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    @Decimal(precision = 4, scale = 5) java.math.BigDecimal magnitude, // DI211
    Instant time) {}
