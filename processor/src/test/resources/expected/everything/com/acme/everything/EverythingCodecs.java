package com.acme.everything;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.Columns;
import dev.durableingest.runtime.wiring.Fits;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.annotation.processing.Generated;

/** Write the records of {@link EverythingSource} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class EverythingCodecs {
  private EverythingCodecs() {}

  /** Writes {@link Row.Leg}. */
  static final class RowLegCodec implements RecordCodec<Row.Leg> {
    static final RowLegCodec INSTANCE = new RowLegCodec();

    private static final List<Column> COLUMNS =
        Columns.of(
            """
            venue string
            price decimal(12, 4)
            side enum(BUY, SELL) null
            """);

    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public void check(Row.Leg record) throws UnfitRecordException {
      Fits.present(record.venue(), "venue");
      Fits.decimal(record.price(), 12, 4, "price");
    }

    @Override
    public void write(Row.Leg record, RecordWriter out) {
      out.writeString("venue", record.venue());
      out.writeDecimal("price", record.price(), 12, 4);
      out.writeEnum("side", record.side());
    }
  }

  /** Writes {@link Row}. */
  static final class RowCodec implements RecordCodec<Row> {
    static final RowCodec INSTANCE = new RowCodec();

    private static final List<Column> COLUMNS =
        Columns.of(
            """
            text string
            flag boolean
            count int32
            total int64
            ratio float64
            share float32
            small int16
            tiny int8
            price decimal(20, 8)
            time timestamp
            day date
            id uuid
            raw bytes
            side enum(BUY, SELL)
            document json
            renamed_column string
            s3_bucket string
            http_status string
            open24h string
            tags list(string)
            sizes list(int64)
            amounts list(decimal(10, 2))
            matrix list(list(int32))
            legs list(struct(venue string, price decimal(12, 4), side enum(BUY, SELL) null))
            counts map(string, int32)
            times map(string, list(timestamp))
            leg struct(venue string, price decimal(12, 4), side enum(BUY, SELL) null)
            maybe_text string null
            maybe_count int32 null
            maybe_total int64 null
            maybe_ratio float64 null
            maybe_flag boolean null
            maybe_price decimal(38, 0) null
            maybe_time timestamp null
            maybe_raw bytes null
            maybe_side enum(BUY, SELL) null
            maybe_leg struct(venue string, price decimal(12, 4), side enum(BUY, SELL) null) null
            maybe_tags list(string) null
            maybe_counts map(string, int64) null
            optional_text string null
            optional_count int32 null
            optional_price decimal(5, 1) null
            optional_ids list(uuid) null
            record int64
            out string null
            """);

    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public void check(Row record) throws UnfitRecordException {
      Fits.present(record.text(), "text");
      Fits.decimal(record.price(), 20, 8, "price");
      Fits.timestamp(record.time(), "time");
      Fits.present(record.day(), "day");
      Fits.present(record.id(), "id");
      Fits.present(record.raw(), "raw");
      Fits.present(record.side(), "side");
      Fits.present(record.document(), "document");
      Fits.present(record.renamed(), "renamed_column");
      Fits.present(record.s3Bucket(), "s3_bucket");
      Fits.present(record.HTTPStatus(), "http_status");
      Fits.present(record.open24h(), "open24h");
      Fits.present(record.tags(), "tags");
      for (String tag : record.tags()) {
        Fits.present(tag, "tags[]");
      }
      Fits.present(record.sizes(), "sizes");
      for (Long size : record.sizes()) {
        Fits.present(size, "sizes[]");
      }
      Fits.present(record.amounts(), "amounts");
      for (BigDecimal amount : record.amounts()) {
        Fits.decimal(amount, 10, 2, "amounts[]");
      }
      Fits.present(record.matrix(), "matrix");
      for (List<Integer> element : record.matrix()) {
        Fits.present(element, "matrix[]");
        for (Integer element2 : element) {
          Fits.present(element2, "matrix[][]");
        }
      }
      Fits.present(record.legs(), "legs");
      for (Row.Leg element : record.legs()) {
        Fits.present(element, "legs[]");
        RowLegCodec.INSTANCE.check(element);
      }
      Fits.present(record.counts(), "counts");
      for (Map.Entry<String, Integer> entry : record.counts().entrySet()) {
        Fits.present(entry.getKey(), "counts[key]");
        Fits.present(entry.getValue(), "counts[value]");
      }
      Fits.present(record.times(), "times");
      for (Map.Entry<String, List<Instant>> entry : record.times().entrySet()) {
        Fits.present(entry.getKey(), "times[key]");
        Fits.present(entry.getValue(), "times[value]");
        for (Instant element : entry.getValue()) {
          Fits.timestamp(element, "times[value][]");
        }
      }
      Fits.present(record.leg(), "leg");
      RowLegCodec.INSTANCE.check(record.leg());
      Fits.nullableDecimal(record.maybePrice(), 38, 0, "maybe_price");
      Fits.nullableTimestamp(record.maybeTime(), "maybe_time");
      Row.Leg maybeLeg = record.maybeLeg();
      if (maybeLeg != null) {
        RowLegCodec.INSTANCE.check(maybeLeg);
      }
      List<String> maybeTags = record.maybeTags();
      if (maybeTags != null) {
        for (String maybeTag : maybeTags) {
          Fits.present(maybeTag, "maybe_tags[]");
        }
      }
      Map<String, Long> maybeCounts = record.maybeCounts();
      if (maybeCounts != null) {
        for (Map.Entry<String, Long> entry : maybeCounts.entrySet()) {
          Fits.present(entry.getKey(), "maybe_counts[key]");
          Fits.present(entry.getValue(), "maybe_counts[value]");
        }
      }
      Fits.present(record.optionalText(), "optional_text");
      Fits.present(record.optionalCount(), "optional_count");
      Fits.present(record.optionalPrice(), "optional_price");
      Fits.nullableDecimal(record.optionalPrice().orElse(null), 5, 1, "optional_price");
      Fits.present(record.optionalIds(), "optional_ids");
      List<UUID> optionalIds = record.optionalIds().orElse(null);
      if (optionalIds != null) {
        for (UUID optionalId : optionalIds) {
          Fits.present(optionalId, "optional_ids[]");
        }
      }
    }

    @Override
    public void write(Row record, RecordWriter out) {
      out.writeString("text", record.text());
      out.writeBoolean("flag", record.flag());
      out.writeInt("count", record.count());
      out.writeLong("total", record.total());
      out.writeDouble("ratio", record.ratio());
      out.writeFloat("share", record.share());
      out.writeShort("small", record.small());
      out.writeByte("tiny", record.tiny());
      out.writeDecimal("price", record.price(), 20, 8);
      out.writeTimestamp("time", record.time());
      out.writeDate("day", record.day());
      out.writeUuid("id", record.id());
      out.writeBytes("raw", record.raw());
      out.writeEnum("side", record.side());
      out.writeJson("document", record.document());
      out.writeString("renamed_column", record.renamed());
      out.writeString("s3_bucket", record.s3Bucket());
      out.writeString("http_status", record.HTTPStatus());
      out.writeString("open24h", record.open24h());
      out.field("tags");
      List<String> tags = record.tags();
      out.beginList(tags.size());
      for (String tag : tags) {
        out.writeString(tag);
      }
      out.endList();
      out.field("sizes");
      List<Long> sizes = record.sizes();
      out.beginList(sizes.size());
      for (long size : sizes) {
        out.writeLong(size);
      }
      out.endList();
      out.field("amounts");
      List<BigDecimal> amounts = record.amounts();
      out.beginList(amounts.size());
      for (BigDecimal amount : amounts) {
        out.writeDecimal(amount, 10, 2);
      }
      out.endList();
      out.field("matrix");
      List<List<Integer>> matrix = record.matrix();
      out.beginList(matrix.size());
      for (List<Integer> element : matrix) {
        out.beginList(element.size());
        for (int element2 : element) {
          out.writeInt(element2);
        }
        out.endList();
      }
      out.endList();
      out.field("legs");
      List<Row.Leg> legs = record.legs();
      out.beginList(legs.size());
      for (Row.Leg element : legs) {
        out.writeStruct(element, RowLegCodec.INSTANCE);
      }
      out.endList();
      out.field("counts");
      Map<String, Integer> counts = record.counts();
      out.beginMap(counts.size());
      for (Map.Entry<String, Integer> entry : counts.entrySet()) {
        out.writeString(entry.getKey());
        out.writeInt(entry.getValue());
      }
      out.endMap();
      out.field("times");
      Map<String, List<Instant>> times = record.times();
      out.beginMap(times.size());
      for (Map.Entry<String, List<Instant>> entry : times.entrySet()) {
        out.writeString(entry.getKey());
        List<Instant> value = entry.getValue();
        out.beginList(value.size());
        for (Instant element : value) {
          out.writeTimestamp(element);
        }
        out.endList();
      }
      out.endMap();
      out.writeStruct("leg", record.leg(), RowLegCodec.INSTANCE);
      out.writeString("maybe_text", record.maybeText());
      out.writeInt("maybe_count", record.maybeCount());
      out.writeLong("maybe_total", record.maybeTotal());
      out.writeDouble("maybe_ratio", record.maybeRatio());
      out.writeBoolean("maybe_flag", record.maybeFlag());
      out.writeDecimal("maybe_price", record.maybePrice(), 38, 0);
      out.writeTimestamp("maybe_time", record.maybeTime());
      out.writeBytes("maybe_raw", record.maybeRaw());
      out.writeEnum("maybe_side", record.maybeSide());
      out.writeStruct("maybe_leg", record.maybeLeg(), RowLegCodec.INSTANCE);
      out.field("maybe_tags");
      List<String> maybeTags = record.maybeTags();
      if (maybeTags == null) {
        out.writeNull();
      } else {
        out.beginList(maybeTags.size());
        for (String maybeTag : maybeTags) {
          out.writeString(maybeTag);
        }
        out.endList();
      }
      out.field("maybe_counts");
      Map<String, Long> maybeCounts = record.maybeCounts();
      if (maybeCounts == null) {
        out.writeNull();
      } else {
        out.beginMap(maybeCounts.size());
        for (Map.Entry<String, Long> entry : maybeCounts.entrySet()) {
          out.writeString(entry.getKey());
          out.writeLong(entry.getValue());
        }
        out.endMap();
      }
      out.writeString("optional_text", record.optionalText().orElse(null));
      out.writeInt("optional_count", record.optionalCount().orElse(null));
      out.writeDecimal("optional_price", record.optionalPrice().orElse(null), 5, 1);
      out.field("optional_ids");
      List<UUID> optionalIds = record.optionalIds().orElse(null);
      if (optionalIds == null) {
        out.writeNull();
      } else {
        out.beginList(optionalIds.size());
        for (UUID optionalId : optionalIds) {
          out.writeUuid(optionalId);
        }
        out.endList();
      }
      out.writeLong("record", record.record());
      out.writeString("out", record.out());
    }
  }

  /** Writes {@link Sound}. */
  static final class SoundCodec implements RecordCodec<Sound> {
    static final SoundCodec INSTANCE = new SoundCodec();

    private static final List<Column> COLUMNS =
        Columns.of(
            """
            text string
            at int64
            """);

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
      out.writeString("text", record.text());
      out.writeLong("at", record.at());
    }
  }
}
