package com.acme.fleet;

/** A payload of both resources. */
public record Sighting(String vehicle, long at, boolean isMoving) {}
