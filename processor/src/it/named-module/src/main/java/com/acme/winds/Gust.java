package com.acme.winds;

public record Gust(long id, double speed) {}
