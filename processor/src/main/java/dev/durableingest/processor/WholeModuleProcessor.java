package dev.durableingest.processor;

import com.google.auto.service.AutoService;
import dev.durableingest.processor.diagnose.ProblemPrinter;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.generate.ConfigMetadata;
import dev.durableingest.processor.lock.CompiledSource;
import dev.durableingest.processor.lock.LockFile;
import dev.durableingest.processor.model.ModuleModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.StoredForm;
import dev.durableingest.processor.model.TypeArgument;
import dev.durableingest.processor.scan.ModuleScanner;
import dev.durableingest.processor.scan.Names;
import dev.durableingest.processor.scan.SourceScanner;
import dev.durableingest.processor.scan.StoredFormScanner;
import dev.durableingest.processor.validate.ModuleRules;
import dev.durableingest.processor.validate.SourceRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Checks what looks across the sources of a module: resources that no source lists, annotations
 * that nobody reads, sources that share a name or a package, and the schema lock, which is one file
 * for all of them. Writes the metadata of all options, which is one file, too. It is apart from
 * {@link DurableIngestProcessor} so that a build tool may run that one for a single changed source.
 */
@AutoService(Processor.class)
public final class WholeModuleProcessor extends RoundProcessor {
  private static final Set<String> ANNOTATIONS =
      Stream.of(Set.of(Names.SOURCE, Names.RESOURCE), Names.ON_RESOURCES, Names.ON_COMPONENTS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private final ConfigMetadata metadata = new ConfigMetadata();

  /** Called by the compiler. */
  public WholeModuleProcessor() {
    super(ANNOTATIONS, Set.of(LockFile.PATH_OPTION, LockFile.MODE_OPTION, ConfigMetadata.OPTION));
  }

  @Override
  void processRound(RoundEnvironment round, ProblemPrinter printer) {
    round.getRootElements().stream()
        .filter(TypeElement.class::isInstance)
        .map(TypeElement.class::cast)
        .findFirst()
        .ifPresent(any -> guard(any, () -> check(round, printer)));
  }

  /** The metadata is written last, because another processor may generate a source. */
  @Override
  void finish(ProblemPrinter printer) {
    metadata
        .anySource()
        .map(processingEnv.getElementUtils()::getTypeElement)
        .ifPresent(any -> guard(any, () -> metadata.write(processingEnv)));
  }

  private void check(RoundEnvironment round, ProblemPrinter printer) {
    ModuleScanner modules = new ModuleScanner(processingEnv, round.getRootElements());
    Map<String, Set<Element>> annotated = modules.byAnnotation(elements(round, ANNOTATIONS));
    Set<TypeElement> sources = types(annotated, Names.SOURCE);
    Set<TypeElement> resources = types(annotated, Names.RESOURCE);
    SourceScanner scanner = new SourceScanner(processingEnv, round.getRootElements());
    sources.forEach(source -> scanner.scanOptions(source).ifPresent(metadata::add));
    ModuleModel module = modules.scan(sources, resources, annotated);
    Problems problems = ModuleRules.check(module);
    problems.all().forEach(problem -> printer.print(problem, problem.position().element()));
    if (!problems.hasErrors() && !sources.isEmpty()) {
      LockFile.of(processingEnv).ifPresent(lock -> compare(lock, sources, round, printer));
    }
  }

  private static Set<TypeElement> types(Map<String, Set<Element>> annotated, String annotation) {
    return ElementFilter.typesIn(annotated.getOrDefault(annotation, Set.of()));
  }

  private void compare(
      LockFile lock, Set<TypeElement> sources, RoundEnvironment round, ProblemPrinter printer) {
    lock.process(
            compiled(sources, round),
            name -> processingEnv.getElementUtils().getTypeElement(name) != null)
        .forEach(finding -> printer.print(finding.problem(), finding.source()));
  }

  /** The sources that are right: what a wrong one stores is not known. */
  private List<CompiledSource> compiled(Set<TypeElement> sources, RoundEnvironment round) {
    SourceScanner scanner = new SourceScanner(processingEnv, round.getRootElements());
    StoredFormScanner forms = new StoredFormScanner(processingEnv, round.getRootElements());
    return sources.stream()
        .map(scanner::scan)
        .filter(source -> source.isComplete() && !SourceRules.check(source).hasErrors())
        .sorted(Comparator.comparing(source -> source.name().value()))
        .map(source -> new CompiledSource(source, checkpoints(source, forms)))
        .toList();
  }

  private static Map<String, StoredForm> checkpoints(
      SourceModel source, StoredFormScanner scanner) {
    Map<String, StoredForm> checkpoints = new HashMap<>();
    for (ResourceModel resource : source.resources()) {
      TypeArgument cursor = resource.types().cursor();
      if (cursor.mirror() != null && !cursor.isVoid()) {
        checkpoints.put(resource.name().value(), scanner.scan(cursor.mirror(), cursor.at()));
      }
    }
    return checkpoints;
  }
}
