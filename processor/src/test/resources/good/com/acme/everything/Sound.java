package com.acme.everything;

public record Sound(String text, long at) {}
