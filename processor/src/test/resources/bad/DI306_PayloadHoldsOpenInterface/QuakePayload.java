package com.acme.quakes;

import java.time.Instant;

public record QuakePayload(long id, String region, Runnable magnitude, Instant time) {}
