package com.acme.quakes;

import java.util.List;

public record QuakeRow(
    String region,
    long id,
    List<QuakesPipeline> pipelines // DI128
    ) {}
