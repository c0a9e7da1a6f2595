package com.acme.everything;

import dev.durableingest.annotations.Column;
import dev.durableingest.annotations.Decimal;
import dev.durableingest.annotations.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

public record Row(
    String text,
    boolean flag,
    int count,
    long total,
    double ratio,
    float share,
    short small,
    byte tiny,
    @Decimal(precision = 20, scale = 8) BigDecimal price,
    Instant time,
    LocalDate day,
    UUID id,
    byte[] raw,
    Side side,
    @Json String document,
    @Column(name = "renamed_column") String renamed,
    String s3Bucket,
    String HTTPStatus,
    String open24h,
    List<String> tags,
    List<Long> sizes,
    @Decimal(precision = 10, scale = 2) List<BigDecimal> amounts,
    List<List<Integer>> matrix,
    List<Leg> legs,
    Map<String, Integer> counts,
    Map<String, List<Instant>> times,
    Leg leg,
    @Nullable String maybeText,
    @Nullable Integer maybeCount,
    @Nullable Long maybeTotal,
    @Nullable Double maybeRatio,
    @Nullable Boolean maybeFlag,
    @Nullable @Decimal(precision = 38, scale = 0) BigDecimal maybePrice,
    @Nullable Instant maybeTime,
    byte @Nullable [] maybeRaw,
    @Nullable Side maybeSide,
    @Nullable Leg maybeLeg,
    @Nullable List<String> maybeTags,
    @Nullable Map<String, Long> maybeCounts,
    Optional<String> optionalText,
    Optional<Integer> optionalCount,
    @Decimal(precision = 5, scale = 1) Optional<BigDecimal> optionalPrice,
    Optional<List<UUID>> optionalIds,
    long record,
    @Nullable String out) {

  public record Leg(String venue, @Decimal(precision = 12, scale = 4) BigDecimal price, @Nullable Side side) {}

  public enum Side {
    BUY,
    SELL
  }
}
