package com.acme.quakes;

import java.util.List;
import java.util.Map;

public record QuakeRow(
    String region,
    long id,
    Map<List<String>, Long> counts // DI209
    ) {}
