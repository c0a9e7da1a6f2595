package com.acme.quakes;

public record QuakeRow<T>(String region, long id) {}
