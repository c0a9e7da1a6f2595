package com.acme.quakes;

import dev.durableingest.annotations.Decimal;
import dev.durableingest.annotations.Json;
import java.time.Instant;

public record QuakeRow(
    String region,
    long id,
    @Json double magnitude, // DI212
    Instant time) {}
