package com.acme.everything;

import org.jspecify.annotations.Nullable;

public record Payload(String text, int number, byte[] bytes, @Nullable Row row) {}
