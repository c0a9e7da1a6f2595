package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** What holds for every connector, and how one is extended, in words. */
final class Taxonomy {
  static final List<String> INVARIANTS =
      List.of(
          "A source owns the canonical list of its resources, and never writes to a sink.",
          "A resource is a name, a sink and a process method, and nothing else.",
          "The runtime handles events one after the other, in the order in which they were emitted,"
              + " and fails clearly on a resource that does not exist.",
          "A checkpoint is saved only after everything before it is durable at its sink.");

  private Taxonomy() {}

  /** How a resource is added to this connector. */
  static List<String> extensionSteps(SourceModel source) {
    String sourceFile = source.type().getQualifiedName().toString().replace('.', '/') + ".java";
    String folder = source.resourcesPackage().replace('.', '/') + "/";
    return List.of(
        "Write the payload record, the row record and, if it can be replayed, the cursor record.",
        "Add one file in "
            + folder
            + ": a public class with @Resource and with @OlapTable or @Stream that implements"
            + " ResourceProcessor<P, R, C>.",
        "Add the class to the resources of @Source in " + sourceFile + ".",
        "Emit it in "
            + source.simpleName()
            + ".run with context.emit("
            + source.prefix()
            + "Resources.NAME, payload), and resume after context.checkpoint("
            + source.prefix()
            + "Resources.NAME).",
        "Compile: the registry, the pipeline and the workflow follow by themselves.");
  }
}
