// tag::resource[]
package com.acme.orders.resources;

import com.acme.orders.OrderRow;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;

@Resource(name = "orders", description = "The newest state of every order")
@OlapTable(name = "orders", orderBy = "id", version = "cdc_version")
public final class Orders implements ResourceProcessor<RowChange, OrderRow, ChangeCursor> {
  @Override
  public ProcessResult<OrderRow, ChangeCursor> process(RowChange change) {
    Row row = change.row();
    return change.result(
        new OrderRow(
            row.integer("id"),
            row.text("customer"),
            row.decimal("amount"),
            row.instant("placed_at"),
            change.operation().text(),
            change.isDelete(),
            change.version()));
  }
}
// end::resource[]
