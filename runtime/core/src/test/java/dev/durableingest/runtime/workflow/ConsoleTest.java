package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal that misbehaves holds up nobody. */
@Timeout(300)
final class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void linesAppearAboveTheLiveLine() {
    Console console = console(Map.of());
    console.live("one");
    while (!text(err).equals("one")) {
      Thread.onSpinWait();
    }
    console.err("news");
    console.close();

    String erase = "\r\u001b[K";
    assertThat(text(err))
        .isEqualTo("one" + erase + "news" + System.lineSeparator() + "one" + erase);
  }

  @Test
  void theLiveLineIsCutToTheTerminal() {
    Console console = console(Map.of("COLUMNS", "30"));
    console.live("x".repeat(200));
    console.close();

    assertThat(text(err)).startsWith("x".repeat(29) + "\r");
  }

  @Test
  void secretsAndLoginsAreHidden() {
    Console console = new Console(shell(out, err, Map.of()), new Secrets(List.of("hunter22")));
    console.err("cannot open clickhouse://me:pa@ss@host/db with hunter22, see https://a.b/c");
    console.live("token=hunter22");
    console.close();

    assertThat(text(err))
        .contains("cannot open clickhouse://***@host/db with ***, see https://a.b/c")
        .contains("token=***");
  }

  @Test
  void aStreamThatIsGoneIsNoFailure() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console = new Console(shell(gone, gone, Map.of()), Secrets.none());
    console.err("a");
    console.out("b");
    console.live("c");
    console.close();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void nobodyWaitsForAStreamThatIsNotRead() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    OutputStream stopped =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Console console = new Console(shell(out, stopped, Map.of()), Secrets.none());
    for (int i = 0; i < 100_000; i++) {
      console.err("line " + i);
    }
    console.close(); // returns, though nothing was ever written

    assertThat(never.getCount()).isOne();
    never.countDown();
  }

  @Test
  void whatTheThreadOfTheConsoleLeavesWhenItDiesIsWrittenByWhoeverCloses() {
    OutputStream fatal =
        new OutputStream() {
          private boolean isDone;

          @Override
          public void write(int b) {
            if (!isDone) {
              isDone = true;
              throw new OutOfMemoryError("once");
            }
            err.write(b);
          }
        };
    Console console = new Console(shell(out, fatal, Map.of()), Secrets.none());
    console.err("the line that it died of");
    console.err("last words");
    console.close();

    assertThat(text(err)).contains("last words" + System.lineSeparator());
  }

  @Test
  void anInterruptedThreadStillGetsItsLinesWritten() {
    Console console = console(Map.of());
    console.err("last words");
    Thread.currentThread().interrupt();
    console.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(text(err)).isEqualTo("last words" + System.lineSeparator());
  }

  @Test
  void logsAreOneLineUnlessVerbose() {
    LogRecord record = new LogRecord(Level.WARNING, "The sink {0} is\nslow");
    record.setParameters(new Object[] {"s"});
    record.setLoggerName("dev.durableingest.x");
    record.setThrown(new IllegalStateException("why"));
    LogRecord detail = new LogRecord(Level.FINE, "detail");

    Console console = console(Map.of());
    ConsoleLogs brief = new ConsoleLogs(console, "quakes", false);
    brief.publish(record);
    brief.publish(detail);
    brief.threadDied(new Thread("t"), new IllegalStateException("so"));
    console.close();
    assertThat(text(err).lines())
        .containsExactly(
            "quakes: warning: The sink s is slow (java.lang.IllegalStateException: why)",
            "quakes: severe: thread 't' died (java.lang.IllegalStateException: so)");

    Console verboseConsole = console(Map.of());
    ConsoleLogs verbose = new ConsoleLogs(verboseConsole, "quakes", true);
    verbose.publish(record);
    verbose.publish(detail);
    verboseConsole.close();
    assertThat(text(err)).contains("fine: detail", "\tat " + ConsoleTest.class.getName());
  }

  private Console console(Map<String, String> environment) {
    return new Console(shell(out, err, environment), Secrets.none());
  }

  private static Shell shell(OutputStream out, OutputStream err, Map<String, String> environment) {
    return new Shell(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        true);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
