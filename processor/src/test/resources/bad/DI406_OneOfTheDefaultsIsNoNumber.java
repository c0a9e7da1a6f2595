package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record QuakesConfig(
    URI feedUrl,
    @ConfigProperty(defaultValue = "1,two") // DI406
        java.util.List<Integer> depths) {}
