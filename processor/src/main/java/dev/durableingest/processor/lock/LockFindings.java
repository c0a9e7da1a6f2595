package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;

/** Collects what is found, each with the source that it is about. Single-threaded. */
final class LockFindings {
  private final List<CompiledSource> sources;
  private final List<LockFinding> findings = new ArrayList<>();

  LockFindings(List<CompiledSource> sources) {
    this.sources = sources;
  }

  List<LockFinding> all() {
    return List.copyOf(findings);
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.problem().code().isError());
  }

  /** Adds what is about the file itself; it is shown at the first source. */
  void addOfFile(ProblemCode code, Object... arguments) {
    TypeElement first = sources.get(0).model().type();
    add(first, code, Position.of(first), arguments);
  }

  /** Adds every change, as what it means in a mode. */
  void addChanges(LockComparison comparison, LockMode mode) {
    for (CompiledSource source : sources) {
      add(source.model().type(), comparison.changesOf(source), mode);
    }
    TypeElement first = sources.get(0).model().type();
    add(first, comparison.goneSources(first), mode);
  }

  private void add(TypeElement source, List<Change> changes, LockMode mode) {
    for (Change change : changes) {
      if (mode == LockMode.ACCEPT && change.isBreaking()) {
        add(source, ProblemCode.DI607, change.at(), change.code(), change.subject());
      } else if (mode == LockMode.CHECK || change.isBreaking()) {
        add(source, change.code(), change.at(), change.arguments().toArray());
      }
    }
  }

  private void add(TypeElement source, ProblemCode code, Position at, Object... arguments) {
    Problems problems = new Problems();
    problems.add(code, at, arguments);
    problems.all().forEach(problem -> findings.add(new LockFinding(source, problem)));
  }
}
