package dev.durableingest.duckdb;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ten columns like those of an exchange's matches. */
record Trade(
    String productId,
    long tradeId,
    String side,
    BigDecimal price,
    BigDecimal size,
    UUID maker,
    UUID taker,
    long sequence,
    Instant time,
    String origin) {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The trade of this number, always the same. */
  static Trade number(long n) {
    return new Trade(
        n % 3 == 0 ? "ETH-USD" : "BTC-USD",
        n,
        n % 2 == 0 ? "buy" : "sell",
        BigDecimal.valueOf(6_312_345 + n % 10_000, 2),
        BigDecimal.valueOf(1_234_567 + n, 8),
        new UUID(n, 17),
        new UUID(n, 42),
        7_000_000_000L + n,
        START.plusNanos(n * 1_234_567),
        n % 5 == 0 ? "catch_up" : "live");
  }

  static final class Codec implements RecordCodec<Trade> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("product_id", Scalar.STRING),
          Column.required("trade_id", Scalar.INT64),
          Column.required("side", Scalar.STRING),
          Column.required("price", new DecimalType(38, 18)),
          Column.required("size", new DecimalType(38, 18)),
          Column.required("maker", Scalar.UUID),
          Column.required("taker", Scalar.UUID),
          Column.required("sequence", Scalar.INT64),
          Column.required("time", Scalar.TIMESTAMP),
          Column.required("origin", Scalar.STRING));
    }

    @Override
    public void check(Trade record) {}

    @Override
    public void write(Trade row, RecordWriter out) {
      out.field("product_id");
      out.writeString(row.productId);
      out.field("trade_id");
      out.writeLong(row.tradeId);
      out.field("side");
      out.writeString(row.side);
      out.field("price");
      out.writeDecimal(row.price, 38, 18);
      out.field("size");
      out.writeDecimal(row.size, 38, 18);
      out.field("maker");
      out.writeUuid(row.maker);
      out.field("taker");
      out.writeUuid(row.taker);
      out.field("sequence");
      out.writeLong(row.sequence);
      out.field("time");
      out.writeTimestamp(row.time);
      out.field("origin");
      out.writeString(row.origin);
    }
  }
}
