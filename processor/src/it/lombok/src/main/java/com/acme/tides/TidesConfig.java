package com.acme.tides;

public record TidesConfig(String harbour) {}
