package dev.durableingest.processor;

import com.google.auto.service.AutoService;
import dev.durableingest.processor.diagnose.ProblemPrinter;
import dev.durableingest.processor.model.ModuleModel;
import dev.durableingest.processor.scan.ModuleScanner;
import dev.durableingest.processor.scan.Names;
import dev.durableingest.processor.validate.ModuleRules;
import java.util.Set;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Checks what looks across the sources of a module: resources that no source lists, and sources
 * that share a name or a package. Generates nothing. It is apart from {@link
 * DurableIngestProcessor} so that a build tool may run that one for a single changed source.
 */
@AutoService(Processor.class)
public final class WholeModuleProcessor extends RoundProcessor {

  /** Called by the compiler. */
  public WholeModuleProcessor() {
    super(Set.of(Names.SOURCE, Names.RESOURCE));
  }

  @Override
  void processRound(RoundEnvironment round, ProblemPrinter printer) {
    Set<TypeElement> sources = annotated(round, Names.SOURCE);
    Set<TypeElement> resources = annotated(round, Names.RESOURCE);
    for (TypeElement any : sources.isEmpty() ? resources : sources) {
      guard(any, () -> check(sources, resources, printer));
      return;
    }
  }

  private void check(Set<TypeElement> sources, Set<TypeElement> resources, ProblemPrinter printer) {
    ModuleModel module =
        new ModuleScanner(processingEnv.getElementUtils()).scan(sources, resources);
    ModuleRules.check(module)
        .all()
        .forEach(problem -> printer.print(problem, problem.position().element()));
  }
}
