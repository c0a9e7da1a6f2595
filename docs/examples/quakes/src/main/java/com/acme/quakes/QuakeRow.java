// tag::row[]
package com.acme.quakes;

import java.time.Instant;

/** One row of the table {@code earthquakes}. */
public record QuakeRow(String region, long id, double magnitude, Instant time) {}
// end::row[]
