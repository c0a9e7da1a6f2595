package com.acme.quakes;

import java.util.Map;

public record QuakeRow(
    String region,
    long id,
    Map<byte[], Long> counts // DI209
    ) {}
