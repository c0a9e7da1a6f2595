package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;
import java.util.HashMap;
import java.util.Map;

/** Resources that write to one sink write one record type and declare the sink alike. */
final class SharedSinksAgree implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    Map<String, ResourceModel> firstOf = new HashMap<>();
    for (ResourceModel resource : source.resources()) {
      if (resource.sinks().size() == 1) {
        SinkModel sink = resource.sinks().get(0);
        ResourceModel first =
            firstOf.putIfAbsent(sink.noun() + " " + sink.name().value(), resource);
        if (first != null) {
          compare(first, resource, problems);
        }
      }
    }
  }

  private static void compare(ResourceModel first, ResourceModel second, Problems problems) {
    SinkModel sink = second.sinks().get(0);
    TypeArgument expected = first.types().record();
    TypeArgument actual = second.types().record();
    if (!expected.isUsable() || !actual.isUsable()) {
      return;
    }
    if (!String.valueOf(expected.mirror()).equals(String.valueOf(actual.mirror()))) {
      problems.add(
          ProblemCode.DI203,
          sink.name().at(),
          second.simpleName(),
          actual.text(),
          sink.noun(),
          sink.name().value(),
          first.simpleName(),
          expected.text());
      return;
    }
    String declaration = first.sinks().get(0).declaration();
    if (!declaration.equals(sink.declaration())) {
      problems.add(
          ProblemCode.DI204,
          sink.name().at(),
          second.simpleName(),
          sink.noun(),
          sink.name().value(),
          sink.declaration(),
          first.simpleName(),
          declaration);
    }
  }
}
