package com.acme.quakes;

import java.time.Instant;
import java.util.Map;

public record QuakePayload(
    long id, String region, double magnitude, Instant time, Map<QuakeCursor, String> notes) {}
