package dev.durableingest.supabase;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The generated workflow as a process of its own, its output in a file. */
record WorkflowProcess(Path log) {

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SupabaseWorkflow.class.getName());
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
        .start();
  }

  /** How many lines of the output begin with a text. */
  long count(String start) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith(start)).count();
    }
  }

  /** Waits until a process has said something, or is over. */
  void awaitOutput(Process process, String text) throws IOException, InterruptedException {
    while (process.isAlive() && !(Files.exists(log) && output().contains(text))) {
      Thread.sleep(20);
    }
  }

  String output() throws IOException {
    return Files.readString(log);
  }
}
