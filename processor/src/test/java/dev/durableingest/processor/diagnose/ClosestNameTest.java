package dev.durableingest.processor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestNameTest {
  private static final List<String> NAMES = List.of("product_id", "trade_id", "price", "time");

  @Test
  void guessesSlipsComponentsAndParts() {
    assertThat(ClosestName.closest("prise", NAMES)).contains("price");
    assertThat(ClosestName.closest("tradeId", NAMES)).contains("trade_id");
    assertThat(ClosestName.closest("product", NAMES)).contains("product_id");
    assertThat(ClosestName.suggestion("tiem", NAMES)).isEqualTo(" Did you mean 'time'?");
  }

  @Test
  void guessesNothingThatIsFarAway() {
    assertThat(ClosestName.closest("magnitude", NAMES)).isEmpty();
    assertThat(ClosestName.suggestion("x", List.of())).isEmpty();
  }
}
