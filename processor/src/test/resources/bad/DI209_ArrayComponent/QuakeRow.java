package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    String[] places // DI209
    ) {}
