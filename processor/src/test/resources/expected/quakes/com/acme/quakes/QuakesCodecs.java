package com.acme.quakes;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.Columns;
import dev.durableingest.runtime.wiring.Fits;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.util.List;
import javax.annotation.processing.Generated;

/** Write the records of {@link QuakesSource} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class QuakesCodecs {
  private QuakesCodecs() {}

  /** Writes {@link QuakeRow}. */
  static final class QuakeRowCodec implements RecordCodec<QuakeRow> {
    static final QuakeRowCodec INSTANCE = new QuakeRowCodec();

    private static final List<Column> COLUMNS =
        Columns.of(
            """
            region string
            id int64
            magnitude float64
            time timestamp
            """);

    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public void check(QuakeRow record) throws UnfitRecordException {
      Fits.present(record.region(), "region");
      Fits.timestamp(record.time(), "time");
    }

    @Override
    public void write(QuakeRow record, RecordWriter out) {
      out.writeString("region", record.region());
      out.writeLong("id", record.id());
      out.writeDouble("magnitude", record.magnitude());
      out.writeTimestamp("time", record.time());
    }
  }
}
