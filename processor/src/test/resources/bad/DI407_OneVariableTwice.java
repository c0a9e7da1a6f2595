package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    @ConfigProperty(env = "DEPTH") int depth,
    @ConfigProperty(
            env = "DEPTH") // DI407
        int deepest) {}
