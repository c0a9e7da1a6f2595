package com.acme.everything;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.Fits;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.util.List;
import javax.annotation.processing.Generated;

/** Writes {@link Row.Leg} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class RowLegCodec implements RecordCodec<Row.Leg> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("venue", ColumnType.Scalar.STRING),
          Column.required("price", new ColumnType.DecimalType(12, 4)),
          Column.nullable("side", new ColumnType.EnumType(List.of("BUY", "SELL"))));

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public void check(Row.Leg record) throws UnfitRecordException {
    Fits.present(record.venue(), "venue");
    Fits.decimal(Fits.present(record.price(), "price"), 12, 4, "price");
  }

  @Override
  public void write(Row.Leg record, RecordWriter out) {
    out.field("venue");
    out.writeString(record.venue());
    out.field("price");
    out.writeDecimal(record.price(), 12, 4);
    out.field("side");
    Row.Side side = record.side();
    if (side == null) {
      out.writeNull();
    } else {
      out.writeEnum(side.name());
    }
  }
}
