package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.SourceModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/**
 * Writes what is generated. Every file has one origin, the source class, so that Gradle knows which
 * files to make again when the source changes.
 */
public final class GeneratedFiles {
  private final Filer filer;
  private final Set<String> written = new HashSet<>();

  /**
   * @param filer the compiler's
   */
  public GeneratedFiles(Filer filer) {
    this.filer = filer;
  }

  void writeClass(SourceModel source, String simpleName, String text) throws IOException {
    String name =
        source.packageName().isEmpty() ? simpleName : source.packageName() + "." + simpleName;
    // Two sources of one package, or the author, may ask for one file: a rule says so.
    if (!source.neighbours().contains(simpleName) && written.add(name)) {
      try (Writer out = filer.createSourceFile(name, source.type()).openWriter()) {
        out.write(text);
      }
    }
  }

  void writeResource(SourceModel source, String path, byte[] bytes) throws IOException {
    if (written.add(path)) {
      try (OutputStream out =
          filer
              .createResource(StandardLocation.CLASS_OUTPUT, "", path, source.type())
              .openOutputStream()) {
        out.write(bytes);
      }
    }
  }
}
