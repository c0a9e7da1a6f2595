package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.sink.table.TableComparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at a ClickHouse database for {@code check}; changes nothing. */
final class DatabaseCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClickHouseUrl url;
  private final Client client;
  private final List<Finding> findings = new ArrayList<>();
  private boolean remembersBlocks = true;

  private DatabaseCheck(ClickHouseUrl url) {
    this.url = url;
    this.client = new Client(url, PATIENCE);
  }

  /**
   * What a run would find.
   *
   * @param tables the tables that it would write
   */
  static SinkCheck of(ClickHouseUrl url, Collection<RecordTable> tables) {
    DatabaseCheck check = new DatabaseCheck(url);
    try {
      check.lookAt(tables);
    } catch (SinkException e) {
      check.findings.add(Finding.fails(url.toString(), e));
      return new SinkCheck(null, check.findings);
    }
    return new SinkCheck(check.remembersBlocks ? SinkKind.DEDUP : SinkKind.NEITHER, check.findings);
  }

  private void lookAt(Collection<RecordTable> tables) throws SinkException {
    client.greet();
    String version = client.rows("Asking for the version", "SELECT version()", 1).get(0).get(0);
    findings.add(
        Finding.ok(url.toString(), "ClickHouse " + version + " lets '" + url.user() + "' in"));
    for (RecordTable table : tables) {
      Optional<TargetTable> target = url.isForeign() ? foreign(table) : own(table);
      boolean isRemembered =
          target.map(there -> there.kind(url.isAsync()) == SinkKind.DEDUP).orElse(!url.isAsync());
      remembersBlocks &= isRemembered;
      if (target.isPresent()) {
        String note = target.get().note(url.isAsync());
        String what = "blocks of '" + table.name() + "'";
        findings.add(isRemembered ? Finding.ok(what, note) : Finding.weak(what, note));
      }
    }
    findings.add(durability());
  }

  private Optional<TargetTable> own(RecordTable table) throws SinkException {
    TableSchema schema = new TableSchema(client, table);
    findings.add(TableComparison.finding(table, schema.compare()));
    return schema.look();
  }

  private Optional<TargetTable> foreign(RecordTable table) throws SinkException {
    ForeignTable schema = new ForeignTable(client, table);
    List<Finding> found = schema.findings();
    findings.addAll(found);
    boolean fails = found.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILS);
    return fails ? Optional.empty() : Optional.of(schema.require(null));
  }

  private Finding durability() throws SinkException {
    List<List<String>> forced =
        client.rows(
            "Asking what is forced to the disk",
            "SELECT value FROM system.merge_tree_settings WHERE name = 'fsync_after_insert'",
            1);
    return forced.equals(List.of(List.of("1")))
        ? Finding.ok("durability", "an insert is on the disk when it is answered")
        : Finding.weak(
            "durability",
            "a power cut may lose rows that ClickHouse has answered for, where no replica has them:"
                + " fsync_after_insert is off");
  }
}
