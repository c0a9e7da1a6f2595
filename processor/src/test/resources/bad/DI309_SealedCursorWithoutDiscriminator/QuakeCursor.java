package com.acme.quakes;

public sealed interface QuakeCursor {
  record ById(long id) implements QuakeCursor {}
}
