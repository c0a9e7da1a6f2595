// tag::config[]
package com.acme.orders;

import dev.durableingest.annotations.ConfigProperty;
import dev.durableingest.supabase.replication.ReplicationSettings;

public record OrdersConfig(
    @ConfigProperty(
            description = "Direct connection, postgresql://user:password@host:5432/database",
            secret = true)
        String databaseUrl,
    @ConfigProperty(description = "Name of slot and publication", defaultValue = "orders")
        String slot) {

  /** Refuses a name that PostgreSQL would not take, in one line and before anything is opened. */
  public OrdersConfig {
    ReplicationSettings.of(databaseUrl, slot);
  }
}
// end::config[]
