package com.acme.quakes;


public record QuakeRow(
    String region,
    long id,
    double _magnitude // DI110
    ) {}
