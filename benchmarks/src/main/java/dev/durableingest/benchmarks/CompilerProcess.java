package dev.durableingest.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.tools.ToolProvider;

/**
 * What runs in a process of its own: javac, once, and then how much processor time its thread has
 * had. That is less disturbed by what else the machine does than the time on the wall is.
 */
final class CompilerProcess {
  private CompilerProcess() {}

  /** Arguments: the file for the result in nanoseconds, then those of javac. */
  public static void main(String[] args) throws Exception {
    String[] options = Arrays.copyOfRange(args, 1, args.length);
    int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, null, options);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Files.writeString(Path.of(args[0]), Long.toString(nanos));
    System.exit(exitCode);
  }
}
