package dev.durableingest.duckdb;

import java.sql.SQLException;

/** Carries what the appender says through a codec, which declares no exceptions. */
final class AppendFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException failure;

  AppendFailure(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  SQLException failure() {
    return failure;
  }
}
