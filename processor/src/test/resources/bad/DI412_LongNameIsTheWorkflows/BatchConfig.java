package com.acme.batch;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record BatchConfig(
    URI feedUrl,
    int linger // DI412
    ) {}
