package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    java.time.LocalDateTime time // DI209
    ) {}
