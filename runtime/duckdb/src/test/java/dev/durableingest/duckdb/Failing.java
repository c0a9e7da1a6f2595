package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts what a user sees of a failure: one line, and the verdict the loop goes by. */
final class Failing {
  private Failing() {}

  /** The message of a call that fails with this verdict. */
  static AbstractStringAssert<?> with(Verdict verdict, ThrowingCallable call) {
    SinkException failure = catchThrowableOfType(SinkException.class, call);
    assertThat(failure).as("should have failed with %s", verdict).isNotNull();
    assertThat(failure.verdict()).as(failure.getMessage()).isEqualTo(verdict);
    return assertThat(failure.getMessage()).doesNotContain("\n").doesNotContain("Exception");
  }
}
