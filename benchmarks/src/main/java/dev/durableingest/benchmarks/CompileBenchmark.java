package dev.durableingest.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the processor costs a build: javac, a process of its own each time, compiles a generated
 * connector without the processor, with it, and without it but with what it generates. The first
 * two give what a build pays, the last two what of that is the processor's own work.
 *
 * <p>Arguments: rounds (default 5), then numbers of resources (default 10 100 500).
 */
public final class CompileBenchmark {
  private final Path work;
  private final int rounds;

  private CompileBenchmark(Path work, int rounds) {
    this.work = work;
    this.rounds = rounds;
  }

  /** Prints a table and writes {@code target/benchmarks/compile.json}. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int[] sizes =
        args.length > 1
            ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
            : new int[] {10, 100, 500};
    Path results = Path.of("target", "benchmarks");
    Files.createDirectories(results);
    CompileBenchmark benchmark =
        new CompileBenchmark(Files.createTempDirectory("compile-benchmark"), rounds);
    List<String> rows = new ArrayList<>();
    System.out.println("resources   without      with   no processor, generated code   added  own");
    for (int size : sizes) {
      rows.add(benchmark.measure(size));
    }
    Files.writeString(
        results.resolve("compile.json"), "[\n  " + String.join(",\n  ", rows) + "\n]\n");
  }

  private String measure(int resources) throws IOException, InterruptedException {
    GeneratedProject project = GeneratedProject.write(work.resolve("p" + resources), resources);
    Path generated = Files.createDirectories(project.folder().resolve("generated"));
    List<Path> own = project.sources();
    compile(project, own, List.of("-s", generated.toString())); // a round that is not counted
    List<Path> all = new ArrayList<>(own);
    all.addAll(GeneratedProject.javaFiles(generated));
    Path again = Files.createDirectories(project.folder().resolve("again"));
    long[][] nanos = new long[3][rounds];
    for (int round = 0; round < rounds; round++) {
      nanos[0][round] = compile(project, own, List.of("-proc:none"));
      nanos[1][round] = compile(project, own, List.of("-s", again.toString()));
      nanos[2][round] = compile(project, all, List.of("-proc:none"));
    }
    double without = medianMillis(nanos[0]);
    double with = medianMillis(nanos[1]);
    double code = medianMillis(nanos[2]);
    System.out.printf(
        Locale.ROOT,
        "%9d %7.0f ms %7.0f ms %24.0f ms    %+4.0f %% %+4.0f %%%n",
        resources,
        without,
        with,
        code,
        100 * (with - without) / without,
        100 * (with - code) / without);
    return String.format(
        Locale.ROOT,
        "{\"resources\":%d,\"rounds\":%d,\"withoutMillis\":%.1f,\"withMillis\":%.1f,"
            + "\"generatedCodeMillis\":%.1f}",
        resources,
        rounds,
        without,
        with,
        code);
  }

  /** Compiles with a fresh javac process and returns what that took. */
  private static long compile(GeneratedProject project, List<Path> sources, List<String> options)
      throws IOException, InterruptedException {
    Path classes = project.folder().resolve("classes");
    clear(classes);
    Path list = project.folder().resolve("files");
    Files.write(list, sources.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
    Path output = project.folder().resolve("javac.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    command.addAll(options);
    command.add("@" + list);
    long start = System.nanoTime();
    Process javac =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exitCode = javac.waitFor();
    long nanos = System.nanoTime() - start;
    if (exitCode != 0) {
      throw new IllegalStateException("javac failed:\n" + Files.readString(output));
    }
    return nanos;
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private static double medianMillis(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return (double) sorted[sorted.length / 2] / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
