package dev.durableingest.moose;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget.StreamTarget;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that Moose fills from topics. What does so drops a field that does not fit its column
 * without a word, so that the columns are compared beforehand.
 */
final class SyncedTables {
  private static final String MISSING = "does not exist";

  private SyncedTables() {}

  /**
   * Compares the records of streams with the tables of the same name, where there are such.
   *
   * @param source as it was compiled
   */
  static List<Finding> check(SourceBinding source, PipelineOptions options, MooseNames names) {
    List<Finding> findings = new ArrayList<>();
    URI tables = options.olap().orElse(URI.create("none:/"));
    if (!"clickhouse".equals(tables.getScheme())) {
      return findings;
    }
    for (ResourceBinding<?, ?, ?> resource : source.resources()) {
      if (resource.target() instanceof StreamTarget stream) {
        String what = "table that Moose fills from topic '" + names.topic(stream.name()) + "'";
        findings.addAll(check(what, tables, asTable(resource, names.table(stream.name()))));
      }
    }
    return findings;
  }

  private static List<Finding> check(String what, URI tables, ResourceBinding<?, ?, ?> resource) {
    String table = "table '" + resource.target().name() + "'";
    try {
      return SinkUrls.provider(tables, Role.OLAP)
          .check(tables, "check", List.of(resource))
          .findings()
          .stream()
          .filter(finding -> finding.what().equals(table))
          .filter(finding -> !finding.fact().startsWith(MISSING))
          .map(
              finding ->
                  finding.outcome() == Finding.Outcome.FAILS
                      ? Finding.weak(
                          what, "drops without a word what does not fit: " + finding.fact())
                      : new Finding(what, finding.outcome(), finding.fact()))
          .toList();
    } catch (SinkException e) {
      return List.of(Finding.weak(what, String.valueOf(e.getMessage())));
    }
  }

  private static <P, R extends Record, C> ResourceBinding<P, R, C> asTable(
      ResourceBinding<P, R, C> resource, String table) {
    return new ResourceBinding<>(
        resource.key(),
        resource.processor(),
        new TableTarget(table, List.of(), null, List.of()),
        resource.codec(),
        resource.payloadSize(),
        resource.onError(),
        resource.replay());
  }
}
