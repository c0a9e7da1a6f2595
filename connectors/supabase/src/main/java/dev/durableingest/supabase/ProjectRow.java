package dev.durableingest.supabase;

import dev.durableingest.annotations.Column;
import dev.durableingest.annotations.Decimal;
import dev.durableingest.annotations.Json;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code supabase_projects}: the columns of the table, then what is known of the change.
 * All but the key may be null, because a deleted row is its key alone.
 *
 * @param id the primary key
 * @param name its name
 * @param client for whom it is
 * @param archived whether it is closed
 * @param budget with the digits of the table's own type
 * @param meta JSON as text
 * @param createdAt when it was made
 * @param updatedAt when it was last written to
 * @param operation {@code snapshot}, {@code insert}, {@code update} or {@code delete}
 * @param lsn of the commit; of a snapshot row the snapshot's; null outside of replication
 * @param index the change's place in its transaction
 * @param commitTime when it was committed; null for a snapshot row
 * @param isDeleted whether the row is gone
 * @param isComplete false where a column's value was not sent
 * @param version which of two rows of one key is the newer: the commit's place in the log; outside
 *     of replication {@code updated_at} in microseconds since 1970
 */
public record ProjectRow(
    long id,
    @Nullable String name,
    @Nullable String client,
    @Nullable Boolean archived,
    @Decimal(precision = 20, scale = 4) @Nullable BigDecimal budget,
    @Json @Nullable String meta,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Column(name = "cdc_op") String operation,
    @Column(name = "cdc_lsn") @Nullable Long lsn,
    @Column(name = "cdc_index") long index,
    @Column(name = "cdc_commit_time") @Nullable Instant commitTime,
    @Column(name = "cdc_deleted") boolean isDeleted,
    @Column(name = "cdc_complete") boolean isComplete,
    @Column(name = "cdc_version") long version) {}
