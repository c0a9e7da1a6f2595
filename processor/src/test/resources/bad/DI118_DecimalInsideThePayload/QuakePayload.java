package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

public record QuakePayload(
    long id,
    String region,
    double magnitude,
    Instant time,
    List<@Decimal(precision = 4, scale = 1) BigDecimal> depths) {} // DI118
