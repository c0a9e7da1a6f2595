package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    @ConfigProperty(description = "Feed address", defaultValue = "https://example.org/feed") // DI119
        URI feedUrl,
    @ConfigProperty(description = "Access token", env = "QUAKES_TOKEN", secret = true, required = false) String token) {}
