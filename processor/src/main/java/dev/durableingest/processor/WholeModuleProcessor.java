package dev.durableingest.processor;

import com.google.auto.service.AutoService;
import dev.durableingest.processor.diagnose.Position;
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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Checks what looks across the sources of a module: resources that no source lists, sources that
 * share a name or a package, and the schema lock, which is one file for all of them. Writes the
 * metadata of all options, which is one file too. It is apart from {@link DurableIngestProcessor}
 * so that a build tool may run that one for a single changed source.
 */
@AutoService(Processor.class)
public final class WholeModuleProcessor extends RoundProcessor {
  /** The option that leaves the metadata out, where another processor writes that file. */
  private static final String METADATA_OPTION = "durableingest.metadata";

  private final ConfigMetadata metadata = new ConfigMetadata();

  /** Called by the compiler. */
  public WholeModuleProcessor() {
    super(
        Set.of(Names.SOURCE, Names.RESOURCE),
        Set.of(LockFile.PATH_OPTION, LockFile.MODE_OPTION, METADATA_OPTION));
  }

  @Override
  void processRound(RoundEnvironment round, ProblemPrinter printer) {
    Set<TypeElement> sources = annotated(round, Names.SOURCE);
    Set<TypeElement> resources = annotated(round, Names.RESOURCE);
    addMetadata(sources, round);
    for (TypeElement any : sources.isEmpty() ? resources : sources) {
      guard(any, () -> check(sources, resources, round, printer));
      return;
    }
  }

  private void addMetadata(Set<TypeElement> sources, RoundEnvironment round) {
    SourceScanner scanner = new SourceScanner(processingEnv, round.getRootElements());
    for (TypeElement source : sources) {
      guard(source, () -> scanner.scanOptions(source).ifPresent(metadata::add));
    }
  }

  /** Written last, because another processor may generate a source. */
  @Override
  void finish(ProblemPrinter printer) {
    boolean isWanted = !"false".equals(processingEnv.getOptions().get(METADATA_OPTION));
    if (isWanted && !metadata.sourceTypes().isEmpty()) {
      Element[] origins =
          metadata.sourceTypes().stream()
              .map(processingEnv.getElementUtils()::getTypeElement)
              .toArray(Element[]::new);
      guard((TypeElement) origins[0], () -> writeMetadata(origins));
    }
  }

  private void writeMetadata(Element... origins) throws IOException {
    try (OutputStream out =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", ConfigMetadata.PATH, origins)
            .openOutputStream()) {
      out.write(metadata.bytes());
    } catch (FilerException e) {
      // Spring's own processor was first; its file is the author's, and ours a convenience.
      processingEnv
          .getMessager()
          .printMessage(Diagnostic.Kind.NOTE, ConfigMetadata.PATH + " is written by another processor");
    }
  }

  private void check(
      Set<TypeElement> sources,
      Set<TypeElement> resources,
      RoundEnvironment round,
      ProblemPrinter printer) {
    ModuleModel module =
        new ModuleScanner(processingEnv.getElementUtils()).scan(sources, resources);
    Problems problems = ModuleRules.check(module);
    problems.all().forEach(problem -> printer.print(problem, problem.position().element()));
    String path = processingEnv.getOptions().getOrDefault(LockFile.PATH_OPTION, "");
    if (!path.isEmpty() && !problems.hasErrors()) {
      String mode = processingEnv.getOptions().getOrDefault(LockFile.MODE_OPTION, "check");
      new LockFile(Path.of(path), mode)
          .process(
              compiled(sources, round),
              name -> processingEnv.getElementUtils().getTypeElement(name) != null)
          .forEach(finding -> printer.print(finding.problem(), finding.source()));
    }
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
        checkpoints.put(
            resource.name().value(), scanner.scan(cursor.mirror(), Position.of(resource.type())));
      }
    }
    return checkpoints;
  }
}
