package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    @ConfigProperty(
            name = "howDeep") // DI405
        int depth) {}
