package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import java.util.ArrayList;
import java.util.List;

/** Whether new records fit those that a sink holds. */
final class SinkComparison {
  private static final List<String> SETTINGS = List.of("orderBy", "version", "partitionBy", "key");

  private final ResourceModel writer;
  private final SinkModel sink;
  private final String noun;
  private final List<Change> changes = new ArrayList<>();

  private SinkComparison(ResourceModel writer, String noun) {
    this.writer = writer;
    this.sink = CompiledSource.sink(writer);
    this.noun = noun;
  }

  static List<Change> of(LockedSink before, LockedSink after, ResourceModel writer, String noun) {
    SinkComparison comparison = new SinkComparison(writer, noun);
    SETTINGS.forEach(name -> comparison.compareSetting(name, before, after));
    FieldChanges.of(before.columns(), after.columns(), Widening::ofEnums)
        .forEach(comparison::addColumn);
    return List.copyOf(comparison.changes);
  }

  private void compareSetting(String name, LockedSink before, LockedSink after) {
    String old = before.settings().getOrDefault(name, "");
    String current = after.settings().getOrDefault(name, "");
    if (!old.equals(current)) {
      changes.add(
          Change.breaking(
              ProblemCode.DI627,
              settingPlace(name),
              name + " of " + noun,
              name,
              noun,
              orNothing(old),
              orNothing(current)));
    }
  }

  private static String orNothing(String names) {
    return names.isEmpty() ? "nothing" : "'" + names + "'";
  }

  private Position settingPlace(String name) {
    if (sink instanceof SinkModel.TableModel table) {
      return switch (name) {
        case "version" -> table.version().at();
        case "partitionBy" -> first(table.partitionBy(), table.at());
        default -> first(table.orderBy(), table.at());
      };
    }
    return sink instanceof SinkModel.StreamModel stream ? stream.key().at() : sink.at();
  }

  private static Position first(List<Located<String>> names, Position otherwise) {
    return names.isEmpty() ? otherwise : names.get(0).at();
  }

  private void addColumn(FieldChange column) {
    String name = column.name();
    String subject = "column '" + name + "' of " + noun;
    Position at = CompiledSource.columnPlace(writer, name);
    changes.add(
        switch (column.kind()) {
          case REMOVED -> Change.breaking(ProblemCode.DI621, at, subject, name, noun);
          case RENAMED -> renamed(column, at, subject);
          case RETYPED ->
              Change.breaking(
                  ProblemCode.DI623,
                  at,
                  subject,
                  name,
                  noun,
                  column.beforeText(),
                  column.afterText());
          case REQUIRED -> Change.breaking(ProblemCode.DI624, at, subject, name, noun);
          case RELAXED -> relaxed(name, at, subject);
          case ADDED_REQUIRED -> Change.breaking(ProblemCode.DI626, at, subject, name, noun);
          case ADDED_NULLABLE -> additive(at, subject, "is new");
          case WIDENED ->
              additive(at, subject, "was " + column.beforeText() + " and is " + column.afterText());
        });
  }

  private Change renamed(FieldChange column, Position at, String subject) {
    String former = column.formerName().orElse(column.name());
    return Change.breaking(ProblemCode.DI622, at, subject, former, noun, column.name(), former);
  }

  /** A table that was made with a column that is never null refuses null; a stream does not. */
  private Change relaxed(String name, Position at, String subject) {
    return sink instanceof SinkModel.TableModel
        ? Change.breaking(ProblemCode.DI625, at, subject, name, noun)
        : additive(at, subject, "may be null now");
  }

  private static Change additive(Position at, String subject, String what) {
    return Change.additive(
        at, Character.toUpperCase(subject.charAt(0)) + subject.substring(1) + " " + what);
  }
}
