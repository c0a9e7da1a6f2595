package dev.durableingest.processor;

import com.google.auto.service.AutoService;
import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.ProblemPrinter;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.generate.GeneratedFiles;
import dev.durableingest.processor.generate.SourceGenerator;
import dev.durableingest.processor.generate.SourcePlan;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.scan.Names;
import dev.durableingest.processor.scan.SourceScanner;
import dev.durableingest.processor.validate.SourceRules;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Turns each {@code @Source} class into its resources, pipeline, workflow, codecs and registry:
 * scan, validate, print what is wrong, generate. What looks across sources is the work of {@link
 * WholeModuleProcessor}.
 */
@AutoService(Processor.class)
public final class DurableIngestProcessor extends RoundProcessor {
  /** The option that has the plan of every source printed. */
  private static final String EXPLAIN_OPTION = "durableingest.explain";

  /** The sources that could not be read in full, and what was missing in each. */
  private final Map<String, String> incomplete = new LinkedHashMap<>();

  /** Called by the compiler. */
  public DurableIngestProcessor() {
    super(Set.of(Names.SOURCE), Set.of(EXPLAIN_OPTION));
  }

  @Override
  void processRound(RoundEnvironment round, ProblemPrinter printer) {
    SourceScanner scanner = new SourceScanner(processingEnv, round.getRootElements());
    SourceGenerator generator =
        new SourceGenerator(
            processingEnv.getElementUtils(), new GeneratedFiles(processingEnv.getFiler()));
    for (TypeElement type : annotated(round, Names.SOURCE)) {
      guard(type, () -> process(scanner.scan(type), printer, generator));
    }
  }

  /**
   * A type that was missing and is there now was generated, too late. Others the compiler names.
   */
  @Override
  void finish(ProblemPrinter printer) {
    SourceScanner scanner = new SourceScanner(processingEnv, Set.of());
    incomplete.forEach(
        (name, missing) -> {
          TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
          guard(
              type,
              () -> {
                if (scanner.scan(type).isComplete()) {
                  Problems problems = new Problems();
                  problems.add(ProblemCode.DI902, Position.of(type), type.getSimpleName(), missing);
                  problems.all().forEach(problem -> printer.print(problem, type));
                }
              });
        });
  }

  private static String names(List<Located<String>> missing) {
    String names =
        missing.stream()
            .map(Located::value)
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "something" : names;
  }

  private void process(SourceModel source, ProblemPrinter printer, SourceGenerator generator)
      throws IOException {
    Problems problems = SourceRules.check(source);
    problems.all().forEach(problem -> printer.print(problem, source.type()));
    if (!source.isComplete() && !problems.has(ProblemCode.DI128)) {
      incomplete.put(source.type().getQualifiedName().toString(), names(source.missing()));
    }
    if (problems.hasErrors() || !source.isComplete()) {
      generator.generateOutline(source); // so that one mistake is one error
    } else {
      generator.generate(source);
      if (Boolean.parseBoolean(processingEnv.getOptions().get(EXPLAIN_OPTION))) {
        processingEnv
            .getMessager()
            .printMessage(Diagnostic.Kind.NOTE, new SourcePlan(source).text());
      }
    }
  }
}
