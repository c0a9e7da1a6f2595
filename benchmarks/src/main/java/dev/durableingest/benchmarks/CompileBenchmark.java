package dev.durableingest.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the processor costs a build: javac, a process of its own each time, compiles a generated
 * connector. Five contestants take turns: without any processor; with one that generates nothing,
 * the least that any processor costs; with one that generates a single empty class, the least that
 * any generating processor costs; with the files that ours generates, as if somebody had written
 * them by hand, and no processor; and with our processor.
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

  /**
   * One way to compile.
   *
   * @param word its name in the results
   * @param sources what is compiled
   * @param options of javac
   */
  private record Contestant(String word, List<Path> sources, List<String> options) {}

  /**
   * What a compilation took.
   *
   * @param wallMillis by the clock, with the start of the process
   * @param cpuMillis processor time of the compiler's thread
   * @param megabytes what that thread allocated
   */
  private record Cost(double wallMillis, double cpuMillis, double megabytes) {}

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
    System.out.printf(
        "%9s  %-12s %10s %10s %6s %12s%n", "resources", "", "wall", "cpu", "added", "allocated");
    for (int size : sizes) {
      rows.addAll(benchmark.measure(size));
    }
    Files.writeString(
        results.resolve("compile.json"), "[\n  " + String.join(",\n  ", rows) + "\n]\n");
  }

  private List<String> measure(int resources) throws IOException, InterruptedException {
    GeneratedProject project = GeneratedProject.write(work.resolve("p" + resources), resources);
    Path generated = Files.createDirectories(project.folder().resolve("generated"));
    List<Path> own = project.sources();
    // A round that is not counted, and makes the files that are then given.
    compile(project, own, ours(generated.toString()));
    List<Path> all = new ArrayList<>(own);
    all.addAll(GeneratedProject.javaFiles(generated));
    String again = Files.createDirectories(project.folder().resolve("again")).toString();
    List<Contestant> contestants =
        List.of(
            new Contestant("without", own, List.of("-proc:none")),
            new Contestant("nothing", own, processor(NothingProcessor.class, again)),
            new Contestant("oneClass", own, processor(OneClassProcessor.class, again)),
            new Contestant("codeGiven", all, List.of("-proc:none")),
            new Contestant("with", own, ours(again)));
    Map<Contestant, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contestant one : contestants) {
        costs
            .computeIfAbsent(one, key -> new ArrayList<>())
            .add(compile(project, one.sources(), one.options()));
      }
    }
    return report(resources, costs);
  }

  private static List<String> processor(Class<?> processor, String generated) {
    return List.of("-processor", processor.getName(), "-s", generated);
  }

  /** By name, because libraries on the class path bring processors of their own. */
  private static List<String> ours(String generated) {
    String processors =
        "dev.durableingest.processor.DurableIngestProcessor,"
            + "dev.durableingest.processor.WholeModuleProcessor";
    return List.of("-processor", processors, "-s", generated);
  }

  private List<String> report(int resources, Map<Contestant, List<Cost>> costs) {
    List<String> rows = new ArrayList<>();
    double without = 0;
    for (Map.Entry<Contestant, List<Cost>> entry : costs.entrySet()) {
      String word = entry.getKey().word();
      double wall = median(entry.getValue(), Cost::wallMillis);
      double cpu = median(entry.getValue(), Cost::cpuMillis);
      double megabytes = median(entry.getValue(), Cost::megabytes);
      without = rows.isEmpty() ? cpu : without;
      double added = 100 * (cpu - without) / without;
      System.out.printf(
          Locale.ROOT,
          "%9d  %-12s %7.0f ms %7.0f ms %+4.0f %% %9.1f MB%n",
          resources,
          word,
          wall,
          cpu,
          added,
          megabytes);
      rows.add(
          String.format(
              Locale.ROOT,
              "{\"resources\":%d,\"rounds\":%d,\"contestant\":\"%s\",\"wallMillis\":%.1f,"
                  + "\"cpuMillis\":%.1f,\"megabytes\":%.1f}",
              resources,
              rounds,
              word,
              wall,
              cpu,
              megabytes));
    }
    return rows;
  }

  /** Compiles with a fresh javac process and returns what that took. */
  private static Cost compile(GeneratedProject project, List<Path> sources, List<String> options)
      throws IOException, InterruptedException {
    Path classes = project.folder().resolve("classes");
    clear(classes);
    Path list = project.folder().resolve("files");
    Files.write(list, sources.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
    Path output = project.folder().resolve("javac.log");
    Path result = project.folder().resolve("cpu");
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                CompilerProcess.class.getName(),
                result.toString(),
                "-cp",
                classPath,
                "-d",
                classes.toString()));
    command.addAll(options);
    command.add("@" + list);
    long start = System.nanoTime();
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    double wallMillis = millis(System.nanoTime() - start);
    if (exitCode != 0) {
      throw new IllegalStateException("javac failed:\n" + Files.readString(output));
    }
    String[] measured = Files.readString(result).split(" ", -1);
    return new Cost(
        wallMillis, millis(Long.parseLong(measured[0])), Long.parseLong(measured[1]) / 1e6);
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

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
    double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
