package com.acme.everything;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.Fits;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.util.List;
import javax.annotation.processing.Generated;

/** Writes {@link Sound} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class SoundCodec implements RecordCodec<Sound> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("text", ColumnType.Scalar.STRING),
          Column.required("at", ColumnType.Scalar.INT64));

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public void check(Sound record) throws UnfitRecordException {
    Fits.present(record.text(), "text");
  }

  @Override
  public void write(Sound record, RecordWriter out) {
    out.field("text");
    out.writeString(record.text());
    out.field("at");
    out.writeLong(record.at());
  }
}
