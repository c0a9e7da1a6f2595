package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ReplayModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * What becomes of the events of a source, in words: from where, to where, from where on after a
 * restart, and what is promised. The promise depends on the engine, which is chosen when the
 * pipeline starts; so it is given with its condition.
 */
public final class SourcePlan {
  private static final String BEST_EFFORT =
      "best-effort: what is written stays, what was missed or in memory is gone";

  private static final String AT_LEAST_ONCE =
      "at-least-once: after a crash some come again, and cursors without an order cannot tell"
          + " which; let the cursor implement Comparable";

  private static final String TABLE_EFFECTIVELY_ONCE =
      "effectively-once in DuckDB, where rows and checkpoint are one transaction; for another"
          + " engine as it is printed at start";

  private static final String STREAM_EFFECTIVELY_ONCE =
      "effectively-once in files, which are cut back to the checkpoint; for another engine as it is"
          + " printed at start";

  private final SourceModel source;

  /**
   * @param source a source without problems
   */
  public SourcePlan(SourceModel source) {
    this.source = source;
  }

  /**
   * One resource of the plan.
   *
   * @param resource its name
   * @param flow from payload to sink, with the keys of the sink
   * @param resume where it starts again
   * @param delivery what is promised, and on which condition
   */
  record Step(String resource, String flow, String resume, String delivery) {}

  /** One step for each resource, in the order of the source's list. */
  List<Step> steps() {
    return source.resources().stream().map(SourcePlan::step).toList();
  }

  /** The whole as lines. */
  public String text() {
    long sinks =
        source.resources().stream()
            .map(resource -> sink(resource.sinks().get(0)))
            .distinct()
            .count();
    String head =
        "Plan of source '%s' (%s): resources %d, sinks %d"
            .formatted(
                source.name().value(), source.simpleName(), source.resources().size(), sinks);
    return steps().stream()
        .map(step -> "\n  " + step.flow() + "\n    " + step.resume() + "\n    " + step.delivery())
        .collect(Collectors.joining("", head, ""));
  }

  private static Step step(ResourceModel resource) {
    SinkModel sink = resource.sinks().get(0);
    String name = resource.name().value();
    String flow =
        resource.types().payload().text() + " -> " + name + " -> " + sink(sink) + keys(sink);
    return new Step(name, flow, resume(resource), delivery(resource, sink));
  }

  private static String sink(SinkModel sink) {
    String kind = sink instanceof SinkModel.TableModel ? "olap_table " : "stream ";
    return kind + sink.name().value();
  }

  private static String keys(SinkModel sink) {
    if (sink instanceof SinkModel.TableModel table) {
      String version = table.version().value();
      return " (order by "
          + String.join(", ", table.orderByNames())
          + (version.isEmpty() ? "" : "; version " + version)
          + (table.partitionBy().isEmpty()
              ? ""
              : "; partition by " + String.join(", ", table.partitionByNames()))
          + ")";
    }
    String key = sink instanceof SinkModel.StreamModel stream ? stream.key().value() : "";
    return key.isEmpty() ? " (no key)" : " (key " + key + ")";
  }

  private static String resume(ResourceModel resource) {
    TypeArgument cursor = resource.types().cursor();
    if (cursor.isVoid()) {
      return "starts anew: no cursor";
    }
    String kind = cursor.text() + (isOrdered(resource) ? ", ordered" : ", without an order");
    return switch (resource.effectiveReplay()) {
      case ReplayModel.NONE -> "starts anew: the source cannot replay (cursor " + kind + ")";
      case ReplayModel.FROM_CHECKPOINT -> "replays from its checkpoint (cursor " + kind + ")";
      default ->
          "replays from before its checkpoint, "
              + resource.effectiveReplay().toLowerCase(Locale.ROOT)
              + " (cursor "
              + kind
              + ")";
    };
  }

  private static String delivery(ResourceModel resource, SinkModel sink) {
    String replay = resource.effectiveReplay();
    if (replay.equals(ReplayModel.NONE)) {
      return BEST_EFFORT;
    }
    if (!replay.equals(ReplayModel.FROM_CHECKPOINT) && !isOrdered(resource)) {
      return AT_LEAST_ONCE;
    }
    return sink instanceof SinkModel.TableModel ? TABLE_EFFECTIVELY_ONCE : STREAM_EFFECTIVELY_ONCE;
  }

  private static boolean isOrdered(ResourceModel resource) {
    TypeMirror cursor = resource.types().cursor().mirror();
    return cursor != null && isComparable(cursor);
  }

  private static boolean isComparable(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return false;
    }
    return element.getQualifiedName().contentEquals("java.lang.Comparable")
        || isComparable(element.getSuperclass())
        || element.getInterfaces().stream().anyMatch(SourcePlan::isComparable);
  }
}
