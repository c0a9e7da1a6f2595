package dev.durableingest.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What the generated workflow of the good connector prints for {@code --help}. */
public final class WorkflowHelp {
  private WorkflowHelp() {}

  /** The text on standard output. */
  public static String ofQuakes() throws Exception {
    CompiledClasses classes = new CompiledClasses(Connector.good("quakes").compile());
    Class<?> workflow = classes.load("com.acme.quakes.QuakesWorkflow");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(said, true, UTF_8));
    try {
      workflow.getMethod("run", String[].class).invoke(null, (Object) new String[] {"--help"});
    } finally {
      System.setOut(before);
    }
    return said.toString(UTF_8);
  }
}
