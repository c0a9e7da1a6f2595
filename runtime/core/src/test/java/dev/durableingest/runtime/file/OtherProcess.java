package dev.durableingest.runtime.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A second Java process that takes a lock, says so, and holds it until it is ended. */
public final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final String answer;

  private OtherProcess(Process process, String answer) {
    this.process = process;
    this.answer = answer;
  }

  public static OtherProcess locking(Path lockFile) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                lockFile.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return new OtherProcess(process, String.valueOf(out.readLine()));
  }

  public boolean hasLock() {
    if (!answer.equals("held") && !answer.equals("refused")) {
      throw new IllegalStateException("The other process did not start: " + answer);
    }
    return answer.equals("held");
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    Optional<LockFile> lock = LockFile.tryAcquire(Path.of(arguments[0]), "another process");
    System.out.println(lock.isPresent() ? "held" : "refused");
    // Ends when the parent closes its end of the pipe, or dies.
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
