package com.acme.rivers;

public record Flood(long id) {}
