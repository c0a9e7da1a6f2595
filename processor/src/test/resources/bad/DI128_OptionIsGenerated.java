package com.acme.quakes;

import java.net.URI;

public record QuakesConfig(
    URI feedUrl,
    QuakesWorkflow workflow // DI128
    ) {}
