package com.acme.quakes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record QuakeRow(
    String region,
    long id,
    @Nullable Optional<String> place // DI222
    ) {}
