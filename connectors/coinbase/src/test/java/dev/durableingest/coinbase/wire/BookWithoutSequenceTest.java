package dev.durableingest.coinbase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.Captures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why there is no resource for the order book: what a recording of it can prove, and what not. */
class BookWithoutSequenceTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Set<String> inSnapshot = new HashSet<>();

  /** How each level was changed, in order: true where it was set, false where it was removed. */
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
    for (Map.Entry<String, List<Boolean>> changed : levels.entrySet()) {
      List<Boolean> level = changed.getValue();
      boolean present = inSnapshot.contains(changed.getKey());
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
        frame.path(side).forEach(level -> inSnapshot.add(key(frame, side, level.get(0))));
      }
    } else if (type.equals("l2update")) {
      for (JsonNode change : frame.path("changes")) {
        changes++;
        String side = change.get(0).asString().equals("buy") ? "bids" : "asks";
        boolean isSet = new BigDecimal(change.get(2).asString()).signum() != 0;
        levels
            .computeIfAbsent(key(frame, side, change.get(1)), any -> new ArrayList<>())
            .add(isSet);
      }
    } else {
      return;
    }
    numbered += frame.has("sequence") ? 1 : 0;
  }

  private static String key(JsonNode frame, String side, JsonNode price) {
    return frame.path("product_id").asString() + " " + side + " " + price.asString();
  }
}
