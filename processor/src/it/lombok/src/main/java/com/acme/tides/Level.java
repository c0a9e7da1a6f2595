package com.acme.tides;

public record Level(String harbour, int centimetres) {}
