package dev.durableingest.processor.generate;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** JSON that people can read and compare: indented by two, lines ended alike everywhere. */
public final class PrettyJson {
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private PrettyJson() {}

  /** A generator that writes so. */
  public static JsonGenerator generator(OutputStream out) {
    return new JsonFactory().createGenerator(new Pretty(), out);
  }

  private static final class Pretty extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
