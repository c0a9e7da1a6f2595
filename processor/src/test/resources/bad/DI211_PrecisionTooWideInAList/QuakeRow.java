package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import dev.durableingest.annotations.Json;
import java.math.BigDecimal;
import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    java.util.List<@Decimal(precision = 39, scale = 5) BigDecimal> magnitudes, // DI211
    Instant time) {}
