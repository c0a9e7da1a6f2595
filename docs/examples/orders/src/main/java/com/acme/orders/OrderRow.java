// tag::row[]
package com.acme.orders;

import dev.durableingest.annotations.Column;
import dev.durableingest.annotations.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of the table {@code orders}, and three of the change. A deleted row is its key. */
public record OrderRow(
    long id,
    @Nullable String customer,
    @Decimal(precision = 12, scale = 2) @Nullable BigDecimal amount,
    @Nullable Instant placedAt,
    @Column(name = "cdc_op") String operation,
    @Column(name = "cdc_deleted") boolean isDeleted,
    @Column(name = "cdc_version") long version) {}
// end::row[]
