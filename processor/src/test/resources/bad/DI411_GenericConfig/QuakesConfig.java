package com.acme.quakes;

public record QuakesConfig<T>(java.net.URI feedUrl) {}
