package dev.durableingest.processor;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.ProblemPrinter;
import dev.durableingest.processor.diagnose.Problems;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What the two processors have in common: they claim nothing, and they never throw. */
abstract sealed class RoundProcessor extends AbstractProcessor
    permits DurableIngestProcessor, WholeModuleProcessor {
  private final Set<String> annotations;
  private final Set<String> options;
  private @Nullable ProblemPrinter printer;

  RoundProcessor(Set<String> annotations, Set<String> options) {
    this.annotations = annotations;
    this.options = options;
  }

  /** One step that may fail for reasons of ours. */
  interface Step {
    void run() throws IOException;
  }

  @Override
  public final Set<String> getSupportedAnnotationTypes() {
    return annotations;
  }

  @Override
  public final Set<String> getSupportedOptions() {
    return options;
  }

  @Override
  public final SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public final boolean process(Set<? extends TypeElement> found, RoundEnvironment round) {
    if (round.processingOver()) {
      finish(printer(round));
    } else if (!found.isEmpty()) {
      processRound(round, printer(round));
    }
    return false;
  }

  /** Looks back when there will be no more rounds. */
  void finish(ProblemPrinter printer) {}

  /** Looks at the classes of a round. */
  abstract void processRound(RoundEnvironment round, ProblemPrinter printer);

  /** The classes of a round that carry an annotation. */
  final Set<TypeElement> annotated(RoundEnvironment round, String annotation) {
    return new LinkedHashSet<>(ElementFilter.typesIn(elements(round, Set.of(annotation))));
  }

  /** Everything in a round that carries one of these annotations: one walk finds all of it. */
  final Set<? extends Element> elements(RoundEnvironment round, Set<String> qualifiedNames) {
    TypeElement[] types =
        qualifiedNames.stream()
            .map(processingEnv.getElementUtils()::getTypeElement)
            .filter(Objects::nonNull)
            .toArray(TypeElement[]::new);
    return round.getElementsAnnotatedWithAny(types);
  }

  /**
   * Runs a step; what it throws becomes a message, because a compiler shows no more than a crash.
   */
  final void guard(TypeElement type, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException | LinkageError e) {
      Problems problems = new Problems();
      problems.add(ProblemCode.DI901, Position.of(type), type.getQualifiedName(), e);
      problems
          .all()
          .forEach(
              problem ->
                  processingEnv
                      .getMessager()
                      .printMessage(problem.code().kind(), problem.message(), type));
    }
  }

  private ProblemPrinter printer(RoundEnvironment round) {
    ProblemPrinter current = printer == null ? new ProblemPrinter(processingEnv) : printer;
    current.addCompiled(round.getRootElements());
    printer = current;
    return current;
  }
}
