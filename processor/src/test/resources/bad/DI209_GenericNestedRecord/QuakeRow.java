package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    QuakeRow.Pair<String> pair // DI209
    ) {
  public record Pair<T>(String first, String second) {}
}
