package dev.durableingest.processor.model;

import java.util.Locale;

/** The column types without parameters, named as the runtime names them. */
public enum ScalarType {
  /** Text. */
  STRING,
  /** True or false. */
  BOOLEAN,
  /** A {@code byte}. */
  INT8,
  /** A {@code short}. */
  INT16,
  /** An {@code int}. */
  INT32,
  /** A {@code long}. */
  INT64,
  /** A {@code float}. */
  FLOAT32,
  /** A {@code double}. */
  FLOAT64,
  /** An {@code Instant}. */
  TIMESTAMP,
  /** A {@code LocalDate}. */
  DATE,
  /** A {@code UUID}. */
  UUID,
  /** A {@code byte[]}. */
  BYTES,
  /** A {@code String} that holds JSON. */
  JSON;

  /** The word of the registry. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are equal exactly when they look alike. */
  public boolean isDiscrete() {
    return !isFloating() && this != BYTES && this != JSON;
  }

  /** Whether two values that look alike may differ in their last bits. */
  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
