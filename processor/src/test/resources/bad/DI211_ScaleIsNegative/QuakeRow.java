package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import java.math.BigDecimal;

public record QuakeRow(
    String region,
    long id,
    @Decimal(precision = 5, scale = -1) // DI211
        BigDecimal depth) {}
