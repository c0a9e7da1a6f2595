package dev.durableingest.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.wiring.Durations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  /** What compiles is what runs: the runtime has a reader of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "500ms",
        "30s",
        "5 m",
        "1h",
        "2d",
        "PT30S",
        "PT0.5S",
        " 7s ",
        "0s",
        "-1s",
        "PT-1S",
        "",
        "s",
        "1",
        "1w",
        "1.5s",
        "999999999999999d",
        "P1D",
        "thirty"
      })
  void readsTheSameDurationsAsTheRuntime(String text) {
    assertThat(DurationText.parse(text)).isEqualTo(Durations.parse(text));
  }
}
