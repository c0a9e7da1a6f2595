package com.acme.quakes;

import dev.durableingest.annotations.ConfigProperty;

public final class Settings {
  public Settings(
      @ConfigProperty(env = "DEPTH") // DI116
          int depth) {}
}
