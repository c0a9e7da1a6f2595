package com.acme.fleet;

import org.jspecify.annotations.Nullable;

/** What both resources write. */
public record Position(String vehicle, long at, @Nullable String remark) {}
