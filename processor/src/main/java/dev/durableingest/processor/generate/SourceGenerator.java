package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.SourceModel;
import java.io.IOException;
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
    ClassParts parts = parts(source);
    files.writeClass(source, new ResourcesGenerator(source, names).generate(parts));
    files.writeClass(
        source, names.codecs().simpleName(), new CodecsGenerator(source, names).generate(parts));
    files.writeClass(source, new PipelineGenerator(source, names).generate(parts));
    files.writeClass(source, new WorkflowGenerator(source, names).generate(parts));
    files.writeResource(source, names.registryPath(), new RegistryGenerator(source, names).bytes());
  }

  /**
   * Writes the classes of a source that has problems, without what is in them. It never runs, but
   * what refers to these classes is no second error.
   */
  public void generateOutline(SourceModel source) throws IOException {
    ClassNames names = new ClassNames(source);
    ClassParts parts = parts(source);
    files.writeClass(source, new ResourcesGenerator(source, names).generate(parts));
    files.writeClass(source, new PipelineGenerator(source, names).generateOutline(parts));
    files.writeClass(source, new WorkflowGenerator(source, names).generateOutline(parts));
  }

  private ClassParts parts(SourceModel source) {
    ModuleElement module = elements.getModuleOf(source.type());
    boolean isVisible =
        module == null
            ? elements.getTypeElement(GENERATED) != null
            : elements.getTypeElement(module, GENERATED) != null;
    return new ClassParts(isVisible);
  }
}
