package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * The file in which a module's lock is, and what the author wants done with it. A file that is no
 * lock, or of a later release, is never written over.
 */
public final class LockFile {
  /**
   * The option that says where the file is; without it, it is {@code durable-ingest.lock.json}
   * beside {@code pom.xml}, and {@code none} is none.
   */
  public static final String PATH_OPTION = "durableingest.lock";

  /** The option that says what to do: {@code check}, {@code write} or {@code accept}. */
  public static final String MODE_OPTION = "durableingest.lock.mode";

  private final Path path;
  private final String mode;

  private LockFile(Path path, String mode) {
    this.path = path;
    this.mode = mode;
  }

  /** The lock of the module that is being compiled, where it has one or is to get one. */
  public static Optional<LockFile> of(ProcessingEnvironment environment) {
    String mode = environment.getOptions().getOrDefault(MODE_OPTION, "check");
    return LockPlace.find(environment).map(path -> new LockFile(path, mode));
  }

  /**
   * Compares sources with the file, and writes it where the mode says so.
   *
   * @param sources what is compiled and has no problems
   * @param isKnownClass whether a class exists, also as a class file
   * @return what is wrong or worth knowing
   */
  public List<LockFinding> process(List<CompiledSource> sources, Predicate<String> isKnownClass) {
    LockFindings findings = new LockFindings(sources);
    try {
      if (!sources.isEmpty()) {
        process(sources, isKnownClass, findings);
      }
    } catch (UnusableLockException e) {
      findings.addOfFile(e.code(), e.arguments());
    }
    return findings.all();
  }

  private void process(
      List<CompiledSource> sources, Predicate<String> isKnownClass, LockFindings findings)
      throws UnusableLockException {
    LockMode wanted =
        LockMode.of(mode)
            .orElseThrow(() -> new UnusableLockException(ProblemCode.DI603, MODE_OPTION, mode));
    Optional<byte[]> before = bytes();
    if (before.isPresent()) {
      LockComparison comparison = new LockComparison(read(before.get()), sources, isKnownClass);
      findings.addChanges(comparison, wanted);
      if (wanted != LockMode.CHECK && !findings.hasErrors()) {
        write(before.get(), comparison.updated(), findings);
      }
    } else if (wanted == LockMode.CHECK) {
      throw new UnusableLockException(ProblemCode.DI604, path);
    } else {
      LockComparison comparison = new LockComparison(SchemaLock.empty(), sources, isKnownClass);
      write(new byte[0], comparison.updated(), findings);
    }
  }

  private Optional<byte[]> bytes() throws UnusableLockException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UnusableLockException(ProblemCode.DI601, path, reason(e));
    }
  }

  private SchemaLock read(byte[] bytes) throws UnusableLockException {
    try {
      return LockReader.read(bytes);
    } catch (DamagedLockException e) {
      throw new UnusableLockException(ProblemCode.DI601, path, e.reason());
    } catch (NewerLockException e) {
      throw new UnusableLockException(
          ProblemCode.DI602, path, e.version(), SchemaLock.FORMAT_VERSION);
    }
  }

  private void write(byte[] before, SchemaLock lock, LockFindings findings)
      throws UnusableLockException {
    byte[] after = LockWriter.bytes(lock);
    if (!Arrays.equals(before, after)) {
      try {
        Files.write(path, after);
      } catch (IOException e) {
        throw new UnusableLockException(ProblemCode.DI605, path, reason(e));
      }
      findings.addOfFile(ProblemCode.DI608, path);
    }
  }

  /** What went wrong, without the path that the message has already. */
  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "its folder does not exist"
        : String.valueOf(e.getMessage());
  }
}
