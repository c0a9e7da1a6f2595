package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record QuakesConfig(
    URI feedUrl,
    @ConfigProperty(defaultValue = "example.org/feed") // DI406
        URI other) {}
