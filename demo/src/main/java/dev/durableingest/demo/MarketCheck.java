package dev.durableingest.demo;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Trade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of trades, one row at a time, and compares it with the trades that the exchange
 * made. Opens the database: only while no workflow runs.
 */
final class MarketCheck implements AutoCloseable {
  /** The database, in the folder of the demo. */
  static final String DATABASE = "coinbase.duckdb";

  private static final String ROWS =
      """
      SELECT trade_id, side, price, size, maker_order_id, taker_order_id, sequence,
             epoch_us(time) AS micros, origin
      FROM coinbase_matches WHERE product_id = ? ORDER BY trade_id
      """;

  private final Connection database;

  private MarketCheck(Connection database) {
    this.database = database;
  }

  /** Opens the database for reading. */
  static MarketCheck open(Path folder) throws SQLException {
    Properties readOnly = new Properties();
    readOnly.setProperty("duckdb.read_only", "true");
    return new MarketCheck(
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(DATABASE), readOnly));
  }

  /** The newest trade of a product that has a row; 0 when there is none. */
  long lastTrade(String product) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "SELECT coalesce(max(trade_id), 0) FROM coinbase_matches WHERE product_id = ?")) {
      query.setString(1, product);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * Compares every row of a product, up to the last trade that the exchange made.
   *
   * @param newest id of that trade
   */
  ProductCheck check(String product, ExchangeSimulator exchange, long newest) throws SQLException {
    Tally tally = new Tally();
    try (PreparedStatement query = database.prepareStatement(ROWS)) {
      query.setString(1, product);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long id = rows.getLong("trade_id");
          boolean known = exchange.firstTradeId(product) <= id && id <= newest;
          tally.add(
              id,
              known && holds(rows, exchange.trade(product, id)),
              "rest".equals(rows.getString("origin")));
        }
      }
    }
    return tally.result(product, newest);
  }

  private static boolean holds(ResultSet row, Trade trade) throws SQLException {
    boolean fromRest = "rest".equals(row.getString("origin"));
    // REST tells neither the orders nor the sequence number of a trade.
    @Nullable UUID maker = fromRest ? null : trade.makerOrderId();
    @Nullable UUID taker = fromRest ? null : trade.takerOrderId();
    @Nullable Long sequence = fromRest ? null : trade.sequence();
    BigDecimal price = row.getBigDecimal("price");
    BigDecimal size = row.getBigDecimal("size");
    return trade.makerSide().wireName().equals(row.getString("side"))
        && trade.price().compareTo(price) == 0
        && trade.size().compareTo(size) == 0
        && Objects.equals(maker, row.getObject("maker_order_id"))
        && Objects.equals(taker, row.getObject("taker_order_id"))
        && Objects.equals(sequence, row.getObject("sequence"))
        && ChronoUnit.MICROS.between(java.time.Instant.EPOCH, trade.time())
            == row.getLong("micros");
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  /** Counts rows that come in ascending order of their trades. */
  private static final class Tally {
    private long first;
    private long last;
    private long rows;
    private long missing;
    private long duplicates;
    private long different;
    private long fromRest;

    void add(long id, boolean same, boolean isFromRest) {
      if (rows == 0) {
        first = id;
      } else if (id == last) {
        duplicates++;
      } else {
        missing += id - last - 1;
      }
      rows++;
      last = id;
      different += same ? 0 : 1;
      fromRest += isFromRest ? 1 : 0;
    }

    ProductCheck result(String product, long newest) {
      return new ProductCheck(
          product,
          first,
          last,
          rows,
          missing + Math.max(0, newest - last),
          duplicates,
          different,
          fromRest);
    }
  }
}
