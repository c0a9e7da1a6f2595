// tag::source[]
package com.acme.orders;

import com.acme.orders.resources.Orders;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.replication.ReplicationFeed;
import dev.durableingest.supabase.replication.ReplicationSettings;
import dev.durableingest.supabase.replication.TrackedTable;
import java.util.List;

/** Reads the table {@code orders}: the rows that are there, and then every change. */
@Source(
    name = "orders",
    resources = {Orders.class})
public final class OrdersSource implements SourceAdapter {
  private final ReplicationFeed feed;

  public OrdersSource(OrdersConfig config) {
    this.feed =
        new ReplicationFeed(
            ReplicationSettings.of(config.databaseUrl(), config.slot()),
            List.of(new TrackedTable("public", "orders", OrdersResources.ORDERS)));
  }

  @Override
  public void run(SourceContext context) throws Exception {
    feed.run(context);
  }
}
// end::source[]
