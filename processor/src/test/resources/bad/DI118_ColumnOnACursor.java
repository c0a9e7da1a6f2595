package com.acme.quakes;

import dev.durableingest.annotations.Column;

public record QuakeCursor(
    @Column(name = "last_id") // DI118
        long id) {}
