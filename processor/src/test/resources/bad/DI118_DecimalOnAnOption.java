package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    @Decimal(precision = 10, scale = 2) // DI118
        double threshold) {}
