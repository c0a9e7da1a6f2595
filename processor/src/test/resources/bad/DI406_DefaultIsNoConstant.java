package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    @ConfigProperty(
            defaultValue = "minuets") // DI406
        java.util.concurrent.TimeUnit unit) {}
