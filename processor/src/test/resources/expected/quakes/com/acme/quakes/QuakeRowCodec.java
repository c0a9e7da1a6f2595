package com.acme.quakes;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.Fits;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.util.List;
import javax.annotation.processing.Generated;

/** Writes {@link QuakeRow} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class QuakeRowCodec implements RecordCodec<QuakeRow> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("region", ColumnType.Scalar.STRING),
          Column.required("id", ColumnType.Scalar.INT64),
          Column.required("magnitude", ColumnType.Scalar.FLOAT64),
          Column.required("time", ColumnType.Scalar.TIMESTAMP));

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public void check(QuakeRow record) throws UnfitRecordException {
    Fits.present(record.region(), "region");
    Fits.timestamp(Fits.present(record.time(), "time"), "time");
  }

  @Override
  public void write(QuakeRow record, RecordWriter out) {
    out.field("region");
    out.writeString(record.region());
    out.field("id");
    out.writeLong(record.id());
    out.field("magnitude");
    out.writeDouble(record.magnitude());
    out.field("time");
    out.writeTimestamp(record.time());
  }
}
