package dev.durableingest.testkit.crash;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.crash.Counting.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link Counting} in a process of its own. */
final class CountingProcess {
  private CountingProcess() {}

  /** Starts one that counts on, so many more of each; its errors go into child.log. */
  static Process start(Layout layout, Path folder, long more, String... shell) throws IOException {
    List<String> command = new ArrayList<>(List.of(shell));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CountingProcess.class.getName(),
            layout.name(),
            folder.toString(),
            Long.toString(more)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  static Path log(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }

  public static void main(String[] arguments) throws Exception {
    Layout layout = Layout.valueOf(arguments[0]);
    Path folder = Path.of(arguments[1]);
    long more = Long.parseLong(arguments[2]);
    PipelineStatus end =
        Counting.pipeline(layout, more).start(Counting.options(layout, folder).build()).await();
    if (end.problem() != null) {
      System.err.println(end.problem());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }
}
