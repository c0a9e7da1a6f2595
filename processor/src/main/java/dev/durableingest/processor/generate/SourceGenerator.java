package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.SourceModel;
import java.io.IOException;
import java.util.function.Function;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;

/** Generates everything that belongs to a source. */
public final class SourceGenerator {
  private static final String GENERATED = "javax.annotation.processing.Generated";

  private final Elements elements;
  private final GeneratedFiles files;

  /**
   * @param elements the compiler's
   * @param files where to write
   */
  public SourceGenerator(Elements elements, GeneratedFiles files) {
    this.elements = elements;
    this.files = files;
  }

  /** Writes the classes and the registry of a source that has no problems. */
  public void generate(SourceModel source) throws IOException {
    ClassNames names = new ClassNames(source);
    write(
        source, names.resources(), file -> new ResourcesGenerator(source, names, file).generate());
    write(source, names.codecs(), file -> new CodecsGenerator(source, names, file).generate());
    write(source, names.pipeline(), file -> new PipelineGenerator(source, names, file).generate());
    write(source, names.workflow(), file -> new WorkflowGenerator(source, names, file).generate());
    files.writeResource(source, names.registryPath(), new RegistryGenerator(source, names).bytes());
  }

  /**
   * Writes the classes of a source that has problems, without what is in them. It never runs, but
   * what refers to these classes is no second error.
   */
  public void generateOutline(SourceModel source) throws IOException {
    ClassNames names = new ClassNames(source);
    write(
        source, names.resources(), file -> new ResourcesGenerator(source, names, file).generate());
    write(
        source,
        names.pipeline(),
        file -> new PipelineGenerator(source, names, file).generateOutline());
    write(
        source,
        names.workflow(),
        file -> new WorkflowGenerator(source, names, file).generateOutline());
  }

  private void write(SourceModel source, ClassName type, Function<ClassText, String> generator)
      throws IOException {
    ClassText file = new ClassText(source, type.simpleName(), isGeneratedVisible(source));
    files.writeClass(source, type.simpleName(), generator.apply(file));
  }

  /** Whether the module that is compiled can see {@code @Generated}. */
  private boolean isGeneratedVisible(SourceModel source) {
    ModuleElement module = elements.getModuleOf(source.type());
    return module == null
        ? elements.getTypeElement(GENERATED) != null
        : elements.getTypeElement(module, GENERATED) != null;
  }
}
