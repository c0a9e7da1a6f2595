package dev.durableingest.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Report;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the javac of another JDK says of every bad case. All of them are compiled in one process,
 * because most of the time of a small compilation is the start of the JVM.
 */
final class BadCaseReports {
  private BadCaseReports() {}

  /** The errors, and the notes of ours, by case; the compilations have a folder for themselves. */
  static Map<String, List<Report>> of(Jdks.Jdk jdk, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                jdk.tool("java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BadCaseReports.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, List<Report>> reports = new TreeMap<>();
    for (String line :
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
      String[] fields = line.split("\t", 4);
      reports
          .computeIfAbsent(fields[0], name -> new ArrayList<>())
          .add(new Report(Boolean.parseBoolean(fields[1]), fields[2], fields[3]));
    }
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(jdk + " ended with exit code " + exitCode);
    }
    return reports;
  }

  /** Runs in that process: one line for each report, its fields separated by tabs. */
  public static void main(String... args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    for (BadCase badCase : BadCase.all()) {
      Path own = Files.createDirectory(Path.of(args[0], badCase.toString()));
      for (Report report : compile(badCase, own)) {
        if (report.isError() || report.text().startsWith("[" + badCase.code() + "]")) {
          String isError = Boolean.toString(report.isError());
          out.println(String.join("\t", badCase.toString(), isError, report.place(), line(report)));
        }
      }
    }
  }

  private static List<Report> compile(BadCase badCase, Path folder) throws Exception {
    List<String> options = new ArrayList<>(badCase.options(folder));
    options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    return CompilerUnderTest.javac()
        .compile(
            new Job(
                CompilerUnderTest.write(badCase.connector(), folder.resolve("sources")),
                Files.createDirectory(folder.resolve("output")),
                options))
        .reports();
  }

  private static String line(Report report) {
    return report.text().lines().findFirst().orElse("");
  }
}
