package com.acme.quakes;

public record QuakeCursor(long id) {} // DI631
