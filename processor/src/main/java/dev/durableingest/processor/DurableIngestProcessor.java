package dev.durableingest.processor;

import com.google.auto.service.AutoService;
import dev.durableingest.processor.diagnose.ProblemPrinter;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.generate.GeneratedFiles;
import dev.durableingest.processor.generate.SourceGenerator;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.scan.Names;
import dev.durableingest.processor.scan.SourceScanner;
import dev.durableingest.processor.validate.SourceRules;
import java.io.IOException;
import java.util.Set;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Turns each {@code @Source} class into its resources, pipeline, workflow, codecs and registry:
 * scan, validate, print what is wrong, generate. What looks across sources is the work of {@link
 * WholeModuleProcessor}.
 */
@AutoService(Processor.class)
public final class DurableIngestProcessor extends RoundProcessor {

  /** Called by the compiler. */
  public DurableIngestProcessor() {
    super(Set.of(Names.SOURCE));
  }

  @Override
  void processRound(RoundEnvironment round, ProblemPrinter printer) {
    SourceScanner scanner = new SourceScanner(processingEnv);
    SourceGenerator generator =
        new SourceGenerator(
            processingEnv.getElementUtils(), new GeneratedFiles(processingEnv.getFiler()));
    for (TypeElement type : annotated(round, Names.SOURCE)) {
      guard(type, () -> process(scanner.scan(type, round.getRootElements()), printer, generator));
    }
  }

  private static void process(SourceModel source, ProblemPrinter printer, SourceGenerator generator)
      throws IOException {
    Problems problems = SourceRules.check(source);
    problems.all().forEach(problem -> printer.print(problem, source.type()));
    if (problems.hasErrors() || !source.isComplete()) {
      generator.generateOutline(source); // so that one mistake is one error
    } else {
      generator.generate(source);
    }
  }
}
