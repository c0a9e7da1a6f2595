package com.acme.quakes;

public enum QuakeKind { SMALL }
