package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help names every option, its default and its variable, within 100 columns. */
final class HelpTextTest {

  @Test
  void isTheTextOnFile() throws IOException {
    Path golden = Path.of("src/test/resources/dev/durableingest/runtime/workflow/help.txt");
    String text = new HelpText(new OptionTable("quakes", Quakes.OPTIONS)).text();
    if ("write".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, text);
    }
    assertThat(text)
        .as(golden + " differs. If the new text is intended, run with -Dgoldens=write and review.")
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h", "run --help", "help run", "registry -h --zzz"})
  void isShownWhereverItIsAskedFor(String arguments) {
    Ran ran = Ran.quakes(Map.of(), arguments.split(" "));

    assertThat(ran.out()).startsWith("Usage: quakes [COMMAND] [OPTIONS]\n");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void showsTheDefaultOfNoSecret() {
    ConfigOption secret =
        new ConfigOption("pin", "pin", "QUAKES_PIN", "string", false, true, "7351", "Number.");

    assertThat(new HelpText(new OptionTable("quakes", List.of(secret))).text())
        .contains("--pin=TEXT", "[QUAKES_PIN]")
        .doesNotContain("7351");
  }

  @Test
  void keepsToTheWidthAndToAscii() {
    assertThat(new HelpText(new OptionTable("quakes", Quakes.OPTIONS)).text().lines())
        .allSatisfy(line -> assertThat(line).matches("[ -~]{0,100}"));
  }

  /** The renderer indents what it wraps itself, in the middle of a word where it must. */
  @Test
  void leavesTheRendererNothingToWrap() {
    assertThat(new HelpText(new OptionTable("coinbase", Quakes.OPTIONS)).text().lines())
        .noneMatch(line -> line.startsWith(" ".repeat(40)))
        .anyMatch(line -> line.strip().startsWith("duckdb:data/coinbase.duckdb "));
  }

  @Test
  void aSourceOptionNamedLikeOneOfTheWorkflowIsKnownByItsLongName() {
    ConfigOption clash =
        new ConfigOption("olap", "olap", "Q_OLAP", "string", false, false, null, "Of the source.");

    assertThat(new HelpText(new OptionTable("quakes", List.of(clash))).text())
        .contains("--quakes-olap=TEXT", "--olap=URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionNamesSourceAndRuntime(String argument) {
    Ran ran = Ran.quakes(Map.of(), argument);

    assertThat(ran.out()).matches("quakes, durable-ingest-runtime \\S+, Java \\d+\n");
    assertThat(ran.exitCode()).isZero();
  }
}
