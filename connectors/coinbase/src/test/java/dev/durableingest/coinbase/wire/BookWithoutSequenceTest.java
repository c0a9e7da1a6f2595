package dev.durableingest.coinbase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.Captures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why there is no resource for the order book: what a recording of it can prove, and what not. */
class BookWithoutSequenceTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** What became of each level, in order: true where it was set, false where it was removed. */
  private final Map<String, List<Boolean>> levels = new HashMap<>();

  private int changes;
  private int numbered;

  @Test
  void mostLossesOfABookUpdateContradictNothingThatFollows() throws Exception {
    for (String text : Captures.receivedFrames("coinbase/exchange-2021-04-17.jsonl")) {
      read(JSON.readTree(text));
    }
    int contradictions = 0;
    int contradictingLosses = 0;
    for (List<Boolean> level : levels.values()) {
      boolean present = false;
      for (int i = 0; i < level.size(); i++) {
        boolean isSet = level.get(i);
        boolean isRemovedNext = i + 1 < level.size() && !level.get(i + 1);
        contradictions += isSet || present ? 0 : 1;
        contradictingLosses += !present && isSet && isRemovedNext ? 1 : 0;
        present = isSet;
      }
    }
    assertThat(numbered).as("frames with a sequence").isZero();
    assertThat(contradictions).as("removals of a level that is not there").isZero();
    assertThat(changes).isEqualTo(5861);
    assertThat(changes - contradictingLosses).isEqualTo(4799);
  }

  private void read(JsonNode frame) {
    String type = frame.path("type").asString();
    if (type.equals("snapshot")) {
      for (String side : List.of("bids", "asks")) {
        frame.path(side).forEach(level -> note(frame, side, level.get(0), level.get(1)));
      }
    } else if (type.equals("l2update")) {
      for (JsonNode change : frame.path("changes")) {
        changes++;
        String side = change.get(0).asString().equals("buy") ? "bids" : "asks";
        note(frame, side, change.get(1), change.get(2));
      }
    } else {
      return;
    }
    numbered += frame.has("sequence") ? 1 : 0;
  }

  private void note(JsonNode frame, String side, JsonNode price, JsonNode size) {
    String level = frame.path("product_id").asString() + side + price.asString();
    levels
        .computeIfAbsent(level, any -> new ArrayList<>())
        .add(new BigDecimal(size.asString()).signum() != 0);
  }
}
