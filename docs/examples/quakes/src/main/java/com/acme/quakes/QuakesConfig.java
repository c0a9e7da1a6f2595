// tag::config[]
package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;

public record QuakesConfig(
    @ConfigProperty(description = "Feed address", defaultValue = "https://example.org/quakes.csv")
        URI feedUrl) {}
// end::config[]
