package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    int depth,
    @ConfigProperty(
            name = "depth") // DI403
        int howDeep) {}
