package dev.durableingest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Trade;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that could not fail would be worth nothing: damages a table and looks. */
final class MarketCheckTest {
  private static final String BTC = "BTC-USD";
  private static final long FIRST = 5_000;
  private static final long LAST = 5_099;

  @TempDir private Path folder;
  private ExchangeSimulator exchange;

  @BeforeEach
  void fillTheTable() throws SQLException {
    exchange =
        ExchangeSimulator.builder()
            .products(BTC)
            .seed(7)
            .firstTradeId(FIRST)
            .history(LAST - FIRST + 1)
            .startPaused()
            .start();
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE coinbase_matches (product_id VARCHAR, trade_id BIGINT, side VARCHAR,"
              + " price DECIMAL(38, 18), size DECIMAL(38, 18), maker_order_id UUID,"
              + " taker_order_id UUID, sequence BIGINT, time TIMESTAMPTZ, origin VARCHAR)");
      for (long id = FIRST; id <= LAST; id++) {
        insert(database, exchange.trade(BTC, id), id % 10 == 0);
      }
    }
  }

  @AfterEach
  void closeTheExchange() {
    exchange.close();
  }

  @Test
  void findsNothingWhereNothingIsWrong() throws SQLException {
    assertThat(check(LAST)).isEqualTo(new ProductCheck(BTC, FIRST, LAST, 100, 0, 0, 0, 10));
    assertThat(check(LAST).isExact()).isTrue();
  }

  @Test
  void findsAMissingTradeInTheMiddleAndAtTheEnd() throws SQLException {
    damage("DELETE FROM coinbase_matches WHERE trade_id IN (5033, 5099)");
    assertThat(check(LAST).missing()).isEqualTo(2);
    assertThat(check(LAST).isExact()).isFalse();
  }

  @Test
  void findsARowThatIsThereTwice() throws SQLException {
    damage(
        "INSERT INTO coinbase_matches SELECT * FROM coinbase_matches WHERE trade_id IN (5001, 5002)");
    assertThat(check(LAST).duplicates()).isEqualTo(2);
    assertThat(check(LAST).missing()).isZero();
    assertThat(check(LAST).isExact()).isFalse();
  }

  @Test
  void findsAChangedDigitASwappedSideAndAnInventedOrder() throws SQLException {
    damage("UPDATE coinbase_matches SET price = price + 0.000001 WHERE trade_id = 5003");
    damage(
        "UPDATE coinbase_matches SET side = CASE side WHEN 'buy' THEN 'sell' ELSE 'buy' END"
            + " WHERE trade_id = 5004");
    damage("UPDATE coinbase_matches SET taker_order_id = uuid() WHERE trade_id = 5010");
    damage(
        "UPDATE coinbase_matches SET time = time + INTERVAL 1 MICROSECOND WHERE trade_id = 5011");
    assertThat(check(LAST).different()).isEqualTo(4);
  }

  @Test
  void findsATradeThatTheExchangeNeverMade() throws SQLException {
    assertThat(check(LAST - 1).different()).isEqualTo(1);
  }

  private ProductCheck check(long newest) throws SQLException {
    try (MarketCheck check = MarketCheck.open(folder)) {
      return check.check(BTC, exchange, newest);
    }
  }

  private void damage(String sql) throws SQLException {
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(MarketCheck.DATABASE));
  }

  private static void insert(Connection database, Trade trade, boolean fromRest)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO coinbase_matches VALUES (?, ?, ?, ?, ?, ?::UUID, ?::UUID, ?,"
                + " ?::TIMESTAMPTZ, ?)")) {
      Instant time = trade.time();
      insert.setString(1, trade.product());
      insert.setLong(2, trade.tradeId());
      insert.setString(3, trade.makerSide().wireName());
      insert.setBigDecimal(4, trade.price());
      insert.setBigDecimal(5, trade.size());
      insert.setString(6, fromRest ? null : trade.makerOrderId().toString());
      insert.setString(7, fromRest ? null : trade.takerOrderId().toString());
      insert.setObject(8, fromRest ? null : trade.sequence());
      insert.setString(9, time.toString());
      insert.setString(10, fromRest ? "rest" : "feed");
      insert.executeUpdate();
    }
  }
}
