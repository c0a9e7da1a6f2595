package com.acme.everything;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
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

/** Writes {@link Row} to any sink. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
final class RowCodec implements RecordCodec<Row> {
  private static final RowLegCodec LEG = new RowLegCodec();

  private static final List<Column> COLUMNS =
      List.of(
          Column.required("text", ColumnType.Scalar.STRING),
          Column.required("flag", ColumnType.Scalar.BOOLEAN),
          Column.required("count", ColumnType.Scalar.INT32),
          Column.required("total", ColumnType.Scalar.INT64),
          Column.required("ratio", ColumnType.Scalar.FLOAT64),
          Column.required("share", ColumnType.Scalar.FLOAT32),
          Column.required("small", ColumnType.Scalar.INT16),
          Column.required("tiny", ColumnType.Scalar.INT8),
          Column.required("price", new ColumnType.DecimalType(20, 8)),
          Column.required("time", ColumnType.Scalar.TIMESTAMP),
          Column.required("day", ColumnType.Scalar.DATE),
          Column.required("id", ColumnType.Scalar.UUID),
          Column.required("raw", ColumnType.Scalar.BYTES),
          Column.required("side", new ColumnType.EnumType(List.of("BUY", "SELL"))),
          Column.required("document", ColumnType.Scalar.JSON),
          Column.required("renamed_column", ColumnType.Scalar.STRING),
          Column.required("s3_bucket", ColumnType.Scalar.STRING),
          Column.required("http_status", ColumnType.Scalar.STRING),
          Column.required("open24h", ColumnType.Scalar.STRING),
          Column.required("tags", new ColumnType.ListType(ColumnType.Scalar.STRING)),
          Column.required("sizes", new ColumnType.ListType(ColumnType.Scalar.INT64)),
          Column.required("amounts", new ColumnType.ListType(new ColumnType.DecimalType(10, 2))),
          Column.required("matrix",
              new ColumnType.ListType(new ColumnType.ListType(ColumnType.Scalar.INT32))),
          Column.required("legs",
              new ColumnType.ListType(new ColumnType.StructType(LEG.columns()))),
          Column.required("counts", new ColumnType.MapType(ColumnType.Scalar.STRING,
              ColumnType.Scalar.INT32)),
          Column.required("times", new ColumnType.MapType(ColumnType.Scalar.STRING,
              new ColumnType.ListType(ColumnType.Scalar.TIMESTAMP))),
          Column.required("leg", new ColumnType.StructType(LEG.columns())),
          Column.nullable("maybe_text", ColumnType.Scalar.STRING),
          Column.nullable("maybe_count", ColumnType.Scalar.INT32),
          Column.nullable("maybe_total", ColumnType.Scalar.INT64),
          Column.nullable("maybe_ratio", ColumnType.Scalar.FLOAT64),
          Column.nullable("maybe_flag", ColumnType.Scalar.BOOLEAN),
          Column.nullable("maybe_price", new ColumnType.DecimalType(38, 0)),
          Column.nullable("maybe_time", ColumnType.Scalar.TIMESTAMP),
          Column.nullable("maybe_raw", ColumnType.Scalar.BYTES),
          Column.nullable("maybe_side", new ColumnType.EnumType(List.of("BUY", "SELL"))),
          Column.nullable("maybe_leg", new ColumnType.StructType(LEG.columns())),
          Column.nullable("maybe_tags", new ColumnType.ListType(ColumnType.Scalar.STRING)),
          Column.nullable("maybe_counts", new ColumnType.MapType(ColumnType.Scalar.STRING,
              ColumnType.Scalar.INT64)),
          Column.nullable("optional_text", ColumnType.Scalar.STRING),
          Column.nullable("optional_count", ColumnType.Scalar.INT32),
          Column.nullable("optional_price", new ColumnType.DecimalType(5, 1)),
          Column.nullable("optional_ids", new ColumnType.ListType(ColumnType.Scalar.UUID)),
          Column.required("record", ColumnType.Scalar.INT64),
          Column.nullable("out", ColumnType.Scalar.STRING));

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public void check(Row record) throws UnfitRecordException {
    Fits.present(record.text(), "text");
    Fits.decimal(Fits.present(record.price(), "price"), 20, 8, "price");
    Fits.timestamp(Fits.present(record.time(), "time"), "time");
    Fits.present(record.day(), "day");
    Fits.present(record.id(), "id");
    Fits.present(record.raw(), "raw");
    Fits.present(record.side(), "side");
    Fits.present(record.document(), "document");
    Fits.present(record.renamed(), "renamed_column");
    Fits.present(record.s3Bucket(), "s3_bucket");
    Fits.present(record.HTTPStatus(), "http_status");
    Fits.present(record.open24h(), "open24h");
    for (String tag : Fits.present(record.tags(), "tags")) {
      Fits.present(tag, "tags[]");
    }
    for (Long size : Fits.present(record.sizes(), "sizes")) {
      Fits.present(size, "sizes[]");
    }
    for (BigDecimal amount : Fits.present(record.amounts(), "amounts")) {
      Fits.decimal(Fits.present(amount, "amounts[]"), 10, 2, "amounts[]");
    }
    for (List<Integer> element : Fits.present(record.matrix(), "matrix")) {
      for (Integer element2 : Fits.present(element, "matrix[]")) {
        Fits.present(element2, "matrix[][]");
      }
    }
    for (Row.Leg element : Fits.present(record.legs(), "legs")) {
      LEG.check(Fits.present(element, "legs[]"));
    }
    for (Map.Entry<String, Integer> entry : Fits.present(record.counts(), "counts").entrySet()) {
      Fits.present(entry.getKey(), "counts[key]");
      Fits.present(entry.getValue(), "counts[value]");
    }
    for (Map.Entry<String, List<Instant>> entry :
        Fits.present(record.times(), "times").entrySet()) {
      Fits.present(entry.getKey(), "times[key]");
      for (Instant element : Fits.present(entry.getValue(), "times[value]")) {
        Fits.timestamp(Fits.present(element, "times[value][]"), "times[value][]");
      }
    }
    LEG.check(Fits.present(record.leg(), "leg"));
    BigDecimal maybePrice = record.maybePrice();
    if (maybePrice != null) {
      Fits.decimal(maybePrice, 38, 0, "maybe_price");
    }
    Instant maybeTime = record.maybeTime();
    if (maybeTime != null) {
      Fits.timestamp(maybeTime, "maybe_time");
    }
    Row.Leg maybeLeg = record.maybeLeg();
    if (maybeLeg != null) {
      LEG.check(maybeLeg);
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
    BigDecimal optionalPrice = Fits.present(record.optionalPrice(), "optional_price").orElse(null);
    if (optionalPrice != null) {
      Fits.decimal(optionalPrice, 5, 1, "optional_price");
    }
    List<UUID> optionalIds = Fits.present(record.optionalIds(), "optional_ids").orElse(null);
    if (optionalIds != null) {
      for (UUID optionalId : optionalIds) {
        Fits.present(optionalId, "optional_ids[]");
      }
    }
  }

  @Override
  public void write(Row record, RecordWriter out) {
    out.field("text");
    out.writeString(record.text());
    out.field("flag");
    out.writeBoolean(record.flag());
    out.field("count");
    out.writeInt(record.count());
    out.field("total");
    out.writeLong(record.total());
    out.field("ratio");
    out.writeDouble(record.ratio());
    out.field("share");
    out.writeFloat(record.share());
    out.field("small");
    out.writeShort(record.small());
    out.field("tiny");
    out.writeByte(record.tiny());
    out.field("price");
    out.writeDecimal(record.price(), 20, 8);
    out.field("time");
    out.writeTimestamp(record.time());
    out.field("day");
    out.writeDate(record.day());
    out.field("id");
    out.writeUuid(record.id());
    out.field("raw");
    out.writeBytes(record.raw());
    out.field("side");
    out.writeEnum(record.side().name());
    out.field("document");
    out.writeJson(record.document());
    out.field("renamed_column");
    out.writeString(record.renamed());
    out.field("s3_bucket");
    out.writeString(record.s3Bucket());
    out.field("http_status");
    out.writeString(record.HTTPStatus());
    out.field("open24h");
    out.writeString(record.open24h());
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
      out.beginStruct();
      LEG.write(element, out);
      out.endStruct();
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
    out.field("leg");
    out.beginStruct();
    LEG.write(record.leg(), out);
    out.endStruct();
    out.field("maybe_text");
    String maybeText = record.maybeText();
    if (maybeText == null) {
      out.writeNull();
    } else {
      out.writeString(maybeText);
    }
    out.field("maybe_count");
    Integer maybeCount = record.maybeCount();
    if (maybeCount == null) {
      out.writeNull();
    } else {
      out.writeInt(maybeCount);
    }
    out.field("maybe_total");
    Long maybeTotal = record.maybeTotal();
    if (maybeTotal == null) {
      out.writeNull();
    } else {
      out.writeLong(maybeTotal);
    }
    out.field("maybe_ratio");
    Double maybeRatio = record.maybeRatio();
    if (maybeRatio == null) {
      out.writeNull();
    } else {
      out.writeDouble(maybeRatio);
    }
    out.field("maybe_flag");
    Boolean maybeFlag = record.maybeFlag();
    if (maybeFlag == null) {
      out.writeNull();
    } else {
      out.writeBoolean(maybeFlag);
    }
    out.field("maybe_price");
    BigDecimal maybePrice = record.maybePrice();
    if (maybePrice == null) {
      out.writeNull();
    } else {
      out.writeDecimal(maybePrice, 38, 0);
    }
    out.field("maybe_time");
    Instant maybeTime = record.maybeTime();
    if (maybeTime == null) {
      out.writeNull();
    } else {
      out.writeTimestamp(maybeTime);
    }
    out.field("maybe_raw");
    byte[] maybeRaw = record.maybeRaw();
    if (maybeRaw == null) {
      out.writeNull();
    } else {
      out.writeBytes(maybeRaw);
    }
    out.field("maybe_side");
    Row.Side maybeSide = record.maybeSide();
    if (maybeSide == null) {
      out.writeNull();
    } else {
      out.writeEnum(maybeSide.name());
    }
    out.field("maybe_leg");
    Row.Leg maybeLeg = record.maybeLeg();
    if (maybeLeg == null) {
      out.writeNull();
    } else {
      out.beginStruct();
      LEG.write(maybeLeg, out);
      out.endStruct();
    }
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
    out.field("optional_text");
    String optionalText = record.optionalText().orElse(null);
    if (optionalText == null) {
      out.writeNull();
    } else {
      out.writeString(optionalText);
    }
    out.field("optional_count");
    Integer optionalCount = record.optionalCount().orElse(null);
    if (optionalCount == null) {
      out.writeNull();
    } else {
      out.writeInt(optionalCount);
    }
    out.field("optional_price");
    BigDecimal optionalPrice = record.optionalPrice().orElse(null);
    if (optionalPrice == null) {
      out.writeNull();
    } else {
      out.writeDecimal(optionalPrice, 5, 1);
    }
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
    out.field("record");
    out.writeLong(record.record());
    out.field("out");
    String outValue = record.out();
    if (outValue == null) {
      out.writeNull();
    } else {
      out.writeString(outValue);
    }
  }
}
