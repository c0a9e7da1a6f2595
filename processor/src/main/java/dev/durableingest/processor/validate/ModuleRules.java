package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ModuleModel;
import dev.durableingest.processor.model.ModuleModel.ResourceEntry;
import dev.durableingest.processor.model.ModuleModel.SourceEntry;
import dev.durableingest.processor.model.ModuleModel.UnreadAnnotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What must be true of all sources and resources of a module together. */
public final class ModuleRules {
  private ModuleRules() {}

  /** Everything that is wrong between them. */
  public static Problems check(ModuleModel module) {
    Problems problems = new Problems();
    checkPackages(module, problems);
    checkNames(module, problems);
    for (ResourceEntry resource : module.resources()) {
      checkListed(resource, module.isComplete(), problems);
    }
    for (UnreadAnnotation unread : module.unread()) {
      ProblemCode code = unread.isSink() ? ProblemCode.DI115 : ProblemCode.DI116;
      problems.add(code, unread.at(), unread.annotation(), unread.on());
    }
    return problems;
  }

  private static void checkPackages(ModuleModel module, Problems problems) {
    Map<String, SourceEntry> byPackage = new HashMap<>();
    for (SourceEntry source : module.sources()) {
      if (source.type().getKind() != ElementKind.CLASS) {
        continue; // which is the mistake
      }
      SourceEntry first = byPackage.putIfAbsent(source.packageName(), source);
      if (first != null) {
        problems.add(
            ProblemCode.DI109,
            Position.of(source.type()),
            source.type().getSimpleName(),
            source.packageName(),
            first.type().getSimpleName());
      }
    }
  }

  private static void checkNames(ModuleModel module, Problems problems) {
    Map<String, SourceEntry> byName = new HashMap<>();
    for (SourceEntry source : module.sources()) {
      SourceEntry first = byName.putIfAbsent(source.name().value(), source);
      if (first != null && !source.name().value().isEmpty()) {
        problems.add(
            ProblemCode.DI108,
            source.name().at(),
            source.name().value(),
            first.type().getQualifiedName());
      }
    }
  }

  /**
   * A nested or hidden class could not be listed, so that it is not is no second mistake; nor is it
   * one where nothing is listed at all, or where what is listed does not exist.
   */
  private static void checkListed(ResourceEntry resource, boolean isComplete, Problems problems) {
    String name = resource.type().getQualifiedName().toString();
    Optional<SourceEntry> owner = resource.owner();
    if (owner.isPresent() && owner.get().listed().contains(name)) {
      return;
    }
    Element enclosing = resource.type().getEnclosingElement();
    if (enclosing instanceof TypeElement outer) {
      reportNested(resource, outer, problems);
    } else if (!resource.type().getModifiers().contains(Modifier.PUBLIC)) {
      String simpleName = resource.type().getSimpleName().toString();
      problems.add(ProblemCode.DI102, Position.of(resource.type()), simpleName, simpleName);
    } else if (owner.map(source -> !source.listed().isEmpty()).orElse(true) && isComplete) {
      reportOrphan(resource, problems);
    }
  }

  private static void reportNested(ResourceEntry resource, TypeElement outer, Problems problems) {
    String simpleName = resource.type().getSimpleName().toString();
    String wanted =
        resource
            .owner()
            .map(SourceEntry::packageName)
            .map(name -> name + ".resources")
            .orElse("resources");
    problems.add(
        ProblemCode.DI101,
        Position.of(resource.type()),
        simpleName,
        outer.getSimpleName(),
        simpleName,
        wanted);
  }

  private static void reportOrphan(ResourceEntry resource, Problems problems) {
    String simpleName = resource.type().getSimpleName().toString();
    String source =
        resource
            .owner()
            .map(entry -> "@Source of " + entry.type().getSimpleName())
            .orElse("the @Source it belongs to");
    problems.add(ProblemCode.DI105, Position.of(resource.type()), simpleName, simpleName, source);
  }
}
