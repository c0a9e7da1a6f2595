package com.acme.quakes;

import java.time.Instant;

public sealed interface QuakePayload {
  record Quake(long id, String region, double magnitude, Instant time) implements QuakePayload {}
}
