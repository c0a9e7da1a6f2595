package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    QuakeRow.Kind kind // DI209
    ) {
  public enum Kind {}
}
