package dev.durableingest.moose;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.Columns;
import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.runtime.workflow.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A connector that knows nothing of Moose: orders, each of which goes into a table and into a
 * stream. A process of its own, for tests that kill it.
 */
final class Shop {
  /** The last order. */
  static final long LAST = 6_000;

  /** Every so many orders one has no price. */
  static final long BAD_EVERY = 1_000;

  private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final ResourceKey<Order, OrderCursor> ORDERS =
      ResourceKey.of("orders", Order.class, OrderCursor.class);
  private static final ResourceKey<Order, OrderCursor> EVENTS =
      ResourceKey.of("order_events", Order.class, OrderCursor.class);

  private Shop() {}

  /** What the source reads. */
  record Order(long orderId) {}

  /** What is written of it. */
  record OrderRow(long orderId, String text, BigDecimal price, Instant at) {}

  /** How far the source has come. */
  record OrderCursor(long orderId) implements Comparable<OrderCursor> {
    @Override
    public int compareTo(OrderCursor other) {
      return Long.compare(orderId, other.orderId);
    }
  }

  /** A workflow as the processor would have made it. */
  public static void main(String... arguments) {
    new Workflow<>(Shop.class, "shop", ConfigBinding.none(), config -> pipeline())
        .runAndExit(arguments);
  }

  private static Pipeline pipeline() {
    return Pipeline.of(
        new SourceBinding(
            "shop",
            () -> Shop::emit,
            new SourceBinding.Reconnect(Duration.ofMillis(20), Duration.ofMillis(200), 2, 0.2),
            List.of(
                resource(
                    ORDERS, SinkTarget.olapTable("orders", List.of("order_id"), "", List.of())),
                resource(EVENTS, SinkTarget.stream("order_events", "")))));
  }

  private static void emit(SourceContext context) throws InterruptedException {
    long ordersAfter = context.checkpoint(ORDERS).map(OrderCursor::orderId).orElse(0L);
    long eventsAfter = context.checkpoint(EVENTS).map(OrderCursor::orderId).orElse(0L);
    for (long id = Math.min(ordersAfter, eventsAfter) + 1; id <= LAST; id++) {
      if (id % 20 == 0) {
        Thread.sleep(1);
      }
      if (id > ordersAfter) {
        context.emit(ORDERS, new Order(id));
      }
      if (id > eventsAfter) {
        context.emit(EVENTS, new Order(id));
      }
    }
  }

  private static ResourceBinding<Order, OrderRow, OrderCursor> resource(
      ResourceKey<Order, OrderCursor> key, SinkTarget target) {
    return new ResourceBinding<>(
        key,
        Shop::process,
        target,
        new Codec(),
        order -> 40,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  private static ProcessResult<OrderRow, OrderCursor> process(Order order) {
    long id = order.orderId();
    if (id % BAD_EVERY == 0) {
      throw new IllegalStateException("Order " + id + " has no price");
    }
    OrderRow row =
        new OrderRow(id, "order \"" + id + "\"", BigDecimal.valueOf(id, 2), FIRST.plusSeconds(id));
    return ProcessResult.of(row).withCheckpoint(new OrderCursor(id));
  }

  private record Codec() implements RecordCodec<OrderRow> {
    @Override
    public List<Column> columns() {
      return Columns.of("order_id int64\ntext string\nprice decimal(18, 2)\nat timestamp\n");
    }

    @Override
    public void check(OrderRow row) {}

    @Override
    public void write(OrderRow row, RecordWriter out) {
      out.writeLong("order_id", row.orderId);
      out.writeString("text", row.text);
      out.writeDecimal("price", row.price, 18, 2);
      out.writeTimestamp("at", row.at);
    }
  }
}
