package com.acme.quakes;

public record QuakeRow() {} // DI213
