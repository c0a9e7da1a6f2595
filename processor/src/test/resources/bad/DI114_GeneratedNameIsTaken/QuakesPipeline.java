package com.acme.quakes;

public final class QuakesPipeline {}
