package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    Thread depth // DI402
    ) {}
