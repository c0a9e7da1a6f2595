package dev.durableingest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with real parts. */
final class DemoTest {
  private static final Pattern PRODUCT_ROW =
      Pattern.compile("(?m)^ {2}(BTC|ETH)-USD" + " +([\\d,]+)".repeat(6) + "$");

  @TempDir private Path temporary;

  /**
   * Goal: the table shows a market without a hole, although the process was killed. Method: the
   * demo itself, short; its figures must fit each other, and it must have killed and restarted.
   */
  @Test
  void endsWithATableInWhichNothingIsMissingAlthoughTheProcessWasKilled() throws Exception {
    Path folder = temporary.resolve("a folder with blanks");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    int exitCode =
        new Demo(new Screen(out, false))
            .run("coinbase", "--for=3s", "--rate", "150", "--data", folder.toString());

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(text).isZero();
    assertThat(text)
        .contains("SIGKILL to process", "started again as process", "drained, exit code 0")
        .contains("Nothing lost, nothing twice.")
        .doesNotContain("\u001b");
    int products = 0;
    for (Matcher row = PRODUCT_ROW.matcher(text); row.find(); products++) {
      long first = number(row.group(2));
      long last = number(row.group(3));
      assertThat(number(row.group(4))).isEqualTo(last - first + 1).isGreaterThan(300);
      assertThat(List.of(number(row.group(5)), number(row.group(6)), number(row.group(7))))
          .containsOnly(0L);
    }
    assertThat(products).as(text).isEqualTo(2);
    assertThat(folder.resolve(MarketCheck.DATABASE)).isRegularFile();
  }

  /** The same with a real PostgreSQL, in which two applications go on writing. */
  @Test
  void endsWithTheRowsOfTheDatabaseAlthoughTheProcessWasKilled() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    int exitCode =
        new Demo(new Screen(out, false))
            .run("supabase", "--for=4s", "--rate", "100", "--data", temporary + "/tables");

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(text).isZero();
    assertThat(text)
        .contains("SIGKILL to process", "started again as process", "drained, exit code 0")
        .contains("Nothing lost, nothing that is not there, deletes included.");
    Matcher rows =
        Pattern.compile("(?m)^ {2}supabase_(projects|time_entries)" + " +([\\d,]+)".repeat(5))
            .matcher(text);
    for (int tables = 0; tables < 2; tables++) {
      assertThat(rows.find()).as(text).isTrue();
      assertThat(number(rows.group(2))).isPositive();
      assertThat(number(rows.group(3))).isPositive();
    }
  }

  @Test
  void saysOnOneLineWhatIsWrongWithAnOption() throws Exception {
    assertThat(errorOf("--for", "soon")).contains("'soon'", "20s").hasLineCount(1);
    assertThat(errorOf("--rate")).contains("--rate needs a value").hasLineCount(1);
    assertThat(errorOf("--colour")).contains("--colour", "--data").hasLineCount(1);
    Path existing = Files.createDirectory(temporary.resolve("existing"));
    assertThat(errorOf("--data", existing.toString())).contains("exists").hasLineCount(1);
  }

  private static String errorOf(String... args) throws InterruptedException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(err);
      assertThat(new Demo(new Screen(System.out, false)).run(args)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
