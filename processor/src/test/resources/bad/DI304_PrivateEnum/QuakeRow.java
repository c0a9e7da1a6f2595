package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    QuakeRow.Kind kind // DI304
    ) {
  private enum Kind { SMALL }
}
