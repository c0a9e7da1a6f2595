package dev.durableingest.coinbase.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.coinbase.Trade;
import dev.durableingest.runtime.Gap;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProductTapeTest {
  private static final long MS = 1_000_000;
  private static final TapeLimits LIMITS =
      new TapeLimits(
          Duration.ofMillis(1000),
          Duration.ofMillis(2000),
          5,
          3,
          Duration.ofMillis(100),
          Duration.ofMillis(400));

  private final Written written = new Written();

  @Test
  void startsWithTheLastMatchWhenThereIsNoCheckpoint() throws Exception {
    ProductTape tape = tape(OptionalLong.empty());
    tape.lastMatch(trade(10), 0);
    tape.match(trade(11), 1);
    assertThat(written.lines).containsExactly("10", "11");
  }

  @Test
  void startsWithTheLastMatchAlsoWhenLaterTradesOvertakeIt() throws Exception {
    ProductTape tape = tape(OptionalLong.empty());
    tape.match(trade(12), 0);
    tape.match(trade(11), 1);
    tape.tick(2);
    tape.lastMatch(trade(10), 3);
    assertThat(written.lines).containsExactly("10", "11", "12");
  }

  @Test
  void fetchesTheLastMatchWhenItNeverComes() throws Exception {
    ProductTape tape = tape(OptionalLong.empty());
    tape.match(trade(11), 0);
    tape.tick(999 * MS);
    assertThat(tape.nextFetch(999 * MS)).isEmpty();
    tape.tick(1000 * MS);
    assertThat(tape.nextFetch(1000 * MS)).contains(new Window(10, 10));
    tape.page(new Window(10, 10), trades(10, 10), 1001 * MS);
    assertThat(written.lines).containsExactly("10", "11");
  }

  @Test
  void startsWithAHeartbeatsTradeWhenNothingElseComes() throws Exception {
    ProductTape tape = tape(OptionalLong.empty());
    tape.heartbeat(10, 0);
    tape.tick(2000 * MS);
    assertThat(tape.nextFetch(2000 * MS)).contains(new Window(10, 10));
  }

  @Test
  void catchesUpInWindowsFromTheCheckpointToTheLastMatch() throws Exception {
    ProductTape tape = tape(OptionalLong.of(100));
    tape.lastMatch(trade(1500), 0);
    tape.match(trade(1501), 0);
    assertThat(tape.nextFetch(0)).contains(new Window(101, 1100));
    assertThat(tape.nextFetch(0)).as("one request at a time").isEmpty();
    tape.page(new Window(101, 1100), trades(101, 1100), 1);
    assertThat(tape.nextFetch(1)).contains(new Window(1101, 1499));
    tape.page(new Window(1101, 1499), trades(1101, 1499), 2);
    assertThat(written.ids()).containsExactlyElementsOf(range(101, 1501));
  }

  @Test
  void waitsForTradesThatAreOnlyLateBeforeItFetches() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.match(trade(3), 0);
    assertThat(tape.nextFetch(999 * MS)).isEmpty();
    tape.match(trade(2), 999 * MS);
    assertThat(written.lines).containsExactly("2", "3");
    assertThat(tape.nextFetch(5000 * MS)).isEmpty();
  }

  @Test
  void fetchesAHoleThatIsNotFilledWithinASecond() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.match(trade(4), 0);
    assertThat(tape.nextFetch(1000 * MS)).contains(new Window(2, 3));
  }

  @Test
  void aHeartbeatClosesTheHoleAtTheEnd() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.heartbeat(3, 0);
    assertThat(tape.nextFetch(1999 * MS)).isEmpty();
    tape.heartbeat(3, 1000 * MS);
    assertThat(tape.nextFetch(2000 * MS)).contains(new Window(2, 3));
  }

  @Test
  void leavesOutWhatComesAgain() throws Exception {
    ProductTape tape = tape(OptionalLong.of(5));
    tape.match(trade(5), 0);
    tape.match(trade(6), 0);
    tape.match(trade(6), 0);
    tape.match(trade(8), 0);
    tape.match(trade(8), 0);
    tape.match(trade(7), 0);
    assertThat(written.lines).containsExactly("duplicate", "6", "duplicate", "duplicate", "7", "8");
  }

  @Test
  void fetchesLaterWhatItHadNoRoomToHold() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    for (long id = 3; id <= 9; id++) {
      tape.match(trade(id), 0); // room for 3 to 7
    }
    assertThat(tape.nextFetch(0)).as("8 and 9 will not come again").contains(new Window(2, 2));
    tape.page(new Window(2, 2), trades(2, 2), 1);
    assertThat(tape.nextFetch(1)).contains(new Window(8, 9));
    tape.page(new Window(8, 9), trades(8, 9), 2);
    assertThat(written.ids()).containsExactlyElementsOf(range(2, 9));
  }

  @Test
  void recordsAGapOnlyAfterAllAttemptsAndGoesOn() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.lastMatch(trade(8), 0);
    List<Trade> page = List.of(trade(2), trade(5));
    Window window = new Window(2, 7);
    assertThat(tape.nextFetch(0)).contains(window);
    assertThat(tape.page(window, page, 0)).isFalse();
    assertThat(tape.nextFetch(99 * MS)).as("waits before it asks again").isEmpty();
    assertThat(tape.nextFetch(100 * MS)).contains(new Window(3, 4));
    assertThat(tape.page(new Window(3, 4), List.of(), 100 * MS)).isFalse();
    assertThat(tape.nextFetch(300 * MS)).contains(new Window(3, 4));
    assertThat(tape.page(new Window(3, 4), List.of(), 300 * MS)).isTrue();
    assertThat(written.lines).containsExactly("2", "gap 3-4", "5");
    assertThat(tape.nextFetch(300 * MS)).as("the next hole").contains(new Window(6, 7));
  }

  @Test
  void noAnswerNeverBecomesAGap() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.lastMatch(trade(3), 0);
    long now = 0;
    for (int i = 0; i < 100; i++) {
      assertThat(tape.nextFetch(now)).contains(new Window(2, 2));
      tape.fetchFailed(0, now);
      now += 400 * MS;
    }
    assertThat(written.lines).isEmpty();
    assertThat(tape.nextFetch(now)).isPresent();
    tape.fetchFailed(10_000 * MS, now);
    assertThat(tape.nextFetch(now + 9_999 * MS)).as("as long as it was asked to wait").isEmpty();
    assertThat(tape.nextFetch(now + 10_000 * MS)).isPresent();
  }

  @Test
  void passesOverAGapThatAnEarlierRunRecorded() throws Exception {
    ProductTape tape = tape(OptionalLong.of(5));
    tape.passOver(gap(6, 8, 7));
    tape.match(trade(9), 0);
    assertThat(written.lines).containsExactly("9");
  }

  @Test
  void passesOverGapsFurtherOnWhenTheCheckpointWasSetBack() throws Exception {
    ProductTape tape = tape(OptionalLong.of(5));
    tape.passOver(gap(8, 10, 9)); // 8 was filled: it is read again, as everything from 6 on is
    tape.lastMatch(trade(12), 0);
    assertThat(tape.nextFetch(0)).contains(new Window(6, 8));
    tape.page(new Window(6, 8), trades(1, 8), 0);
    assertThat(tape.nextFetch(0)).contains(new Window(11, 11));
    tape.page(new Window(11, 11), trades(1, 11), 0);
    assertThat(written.lines).containsExactly("6", "7", "8", "11", "12");
  }

  @Test
  void aLongOutageBeyondTheReachOfRestIsGivenUpWindowByWindow() throws Exception {
    ProductTape tape = tape(OptionalLong.of(1));
    tape.lastMatch(trade(4000), 0);
    int requests = 0;
    long now = 0;
    for (var window = tape.nextFetch(now); window.isPresent(); window = tape.nextFetch(now)) {
      requests++;
      tape.page(window.get(), List.of(), now);
      now += 1000 * MS;
    }
    assertThat(requests).isEqualTo(LIMITS.fetchAttempts() + 3);
    assertThat(written.lines)
        .containsExactly("gap 2-1001", "gap 1002-2001", "gap 2002-3001", "gap 3002-3999", "4000");
  }

  @Test
  void saysClearlyThatTheExchangeIsBehindTheCheckpoint() {
    ProductTape tape = tape(OptionalLong.of(100));
    assertThatThrownBy(() -> tape.lastMatch(trade(99), 0))
        .isInstanceOf(SourceBehindException.class)
        .hasMessageContaining("newest trade of A-B is 99, but the checkpoint is at 100");
    assertThatThrownBy(() -> tape.heartbeat(99, 0)).isInstanceOf(SourceBehindException.class);
  }

  private ProductTape tape(OptionalLong checkpoint) {
    return new ProductTape("A-B", checkpoint, LIMITS, written);
  }

  private static Gap gap(long from, long to, long next) {
    return new Gap(1, "matches", "A-B", from, to, next);
  }

  static Trade trade(long id) {
    return new Trade(
        "A-B",
        id,
        "buy",
        BigDecimal.ONE,
        BigDecimal.TEN,
        null,
        null,
        null,
        Instant.EPOCH,
        Trade.Origin.FEED);
  }

  static List<Trade> trades(long from, long to) {
    List<Trade> newestFirst = new ArrayList<>();
    for (long id = to; id >= from; id--) {
      newestFirst.add(trade(id));
    }
    return newestFirst;
  }

  static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /** What a tape put out, in order. */
  static final class Written implements TapeOutput {
    final List<String> lines = new ArrayList<>();

    List<Long> ids() {
      return lines.stream().filter(line -> line.matches("[0-9]+")).map(Long::valueOf).toList();
    }

    @Override
    public void trade(Trade trade) {
      lines.add(Long.toString(trade.tradeId()));
    }

    @Override
    public void gap(long from, long to) {
      lines.add("gap " + from + "-" + to);
    }

    @Override
    public void duplicate() {
      lines.add("duplicate");
    }

    @Override
    public void overflow() {}
  }
}
