package com.acme.quakes;

import dev.durableingest.annotations.Column;

public final class Reading {
  @Column(name = "reading") // DI116
  private final int value = 1;
}
