package dev.durableingest.supabase;

import dev.durableingest.annotations.Column;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code supabase_time_entries}: the columns of the table, then what is known of the
 * change. All but the key may be null, because a deleted row is its key alone.
 *
 * @param id the primary key
 * @param projectId the project's key
 * @param userId whose time it is
 * @param startedAt when it started
 * @param stoppedAt when it ended; null while it goes on
 * @param seconds how long it took
 * @param rate as text, because the table's {@code numeric} has no limit of digits
 * @param note free text
 * @param tags in their order, none of them null
 * @param raw bytes
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
@SuppressWarnings("ArrayRecordComponent") // a bytea column; nobody compares rows
public record TimeEntryRow(
    UUID id,
    @Nullable Long projectId,
    @Nullable UUID userId,
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt,
    @Nullable Long seconds,
    @Nullable String rate,
    @Nullable String note,
    @Nullable List<String> tags,
    byte @Nullable [] raw,
    @Nullable Instant updatedAt,
    @Column(name = "cdc_op") String operation,
    @Column(name = "cdc_lsn") @Nullable Long lsn,
    @Column(name = "cdc_index") long index,
    @Column(name = "cdc_commit_time") @Nullable Instant commitTime,
    @Column(name = "cdc_deleted") boolean isDeleted,
    @Column(name = "cdc_complete") boolean isComplete,
    @Column(name = "cdc_version") long version) {}
