package dev.durableingest.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.tools.ToolProvider;

/**
 * What runs in a process of its own: javac, once, and then how much processor time its thread has
 * had and how much it has allocated. The time is less disturbed by what else the machine does than
 * the time on the wall is, and what is allocated not at all.
 */
final class CompilerProcess {
  private CompilerProcess() {}

  /** Arguments: the file for the result in nanoseconds and bytes, then those of javac. */
  public static void main(String[] args) throws Exception {
    String[] options = Arrays.copyOfRange(args, 1, args.length);
    int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, null, options);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long nanos = threads.getCurrentThreadCpuTime();
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    Files.writeString(Path.of(args[0]), nanos + " " + bytes);
    System.exit(exitCode);
  }
}
