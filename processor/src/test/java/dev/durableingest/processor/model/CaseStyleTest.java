package dev.durableingest.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseStyleTest {

  @ParameterizedTest
  @CsvSource({
    "tradeId, trade_id",
    "s3Bucket, s3_bucket",
    "HTTPStatus, http_status",
    "open24h, open24h",
    "open24H, open24_h",
    "id, id",
    "theURL, the_url",
    "aB, a_b",
    "already_snake, already_snake"
  })
  void aColumnIsItsComponentInSnakeCase(String component, String column) {
    assertThat(CaseStyle.snake(component)).isEqualTo(column);
  }

  @Test
  void namesAreDerivedForOptionsVariablesAndConstants() {
    assertThat(CaseStyle.kebab("feedUrl")).isEqualTo("feed-url");
    assertThat(CaseStyle.constant("feedUrl")).isEqualTo("FEED_URL");
    assertThat(CaseStyle.constant("time-entries")).isEqualTo("TIME_ENTRIES");
    assertThat(CaseStyle.constant("time_entries")).isEqualTo("TIME_ENTRIES");
  }

  @ParameterizedTest
  @CsvSource({"a, true", "a_b1, true", "2a, true", "a__b, false", "_a, false", "a_, false"})
  void snakeCaseHasSingleInnerUnderscores(String name, boolean isSnake) {
    assertThat(CaseStyle.isSnake(name)).isEqualTo(isSnake);
    assertThat(CaseStyle.isSnake(name.toUpperCase(java.util.Locale.ROOT))).isFalse();
  }
}
