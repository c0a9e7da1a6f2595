package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * A new user's path: take the connector of the README, make one mistake, and read one line that
 * says how to go on. The golden is what such a user reads.
 */
class NewUserTest {
  private static final Path README =
      Path.of("../docs/examples/quakes/src/main/java/com/acme/quakes");
  private static final Path GOLDEN = Connector.RESOURCES.resolve("expected/new-user.txt");

  private static final String SOURCE = "com.acme.quakes.QuakesSource";
  private static final String CONFIG = "com.acme.quakes.QuakesConfig";
  private static final String ROW = "com.acme.quakes.QuakeRow";
  private static final String RESOURCE = "com.acme.quakes.resources.Earthquakes";

  private static final String EVERY_FILE = "";

  /** One edit of one file, or of every file. */
  private record Mistake(String file, String before, String after) {}

  private static final String LISTED = "resources = {Earthquakes.class}";
  private static final String RECONNECT =
      LISTED + ", reconnect = @dev.durableingest.annotations.Reconnect";
  private static final String CLASS = "public final class Earthquakes implements";
  private static final String TYPES = "ResourceProcessor<Quake, QuakeRow, QuakeCursor>";
  private static final String ORDER = "orderBy = {\"region\", \"id\"}";
  private static final String EMIT = "context.emit(QuakesResources.EARTHQUAKES, quake)";
  private static final String TABLE = "@OlapTable(";
  private static final String NAMED = "@Resource(name = \"earthquakes\"";
  private static final String URL = "URI feedUrl";

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake(SOURCE, "public final class Quakes", "final class Quakes"),
          new Mistake(SOURCE, "public final class Quakes", "public abstract class Quakes"),
          new Mistake(SOURCE, "  public QuakesSource(", "  QuakesSource("),
          new Mistake(
              SOURCE,
              "QuakesSource(QuakesConfig config)",
              "QuakesSource(QuakesConfig config, int port)"),
          new Mistake(SOURCE, "name = \"quakes\"", "name = \"Quakes\""),
          new Mistake(SOURCE, LISTED, "resources = {}"),
          new Mistake(SOURCE, LISTED, "resources = {Earthquakes.class, Earthquakes.class}"),
          new Mistake(SOURCE, LISTED, "resources = {Earthquakes.class, Quake.class}"),
          new Mistake(SOURCE, EMIT, "context.emit(\"earthquake\", quake)"),
          new Mistake(SOURCE, EMIT, "context.emit(QuakesResources.byName(\"quakes\"), null)"),
          new Mistake(SOURCE, LISTED, RECONNECT + "(maxDelay = \"1 hour\")"),
          new Mistake(SOURCE, LISTED, RECONNECT + "(initialDelay = \"5m\")"),
          new Mistake(SOURCE, LISTED, RECONNECT + "(multiplier = 0.5)"),
          new Mistake(CONFIG, URL, "java.util.Date feedUrl"),
          new Mistake(CONFIG, URL, URL + ", int olap"),
          new Mistake(CONFIG, "https://example.org/quakes.csv", "quakes"),
          new Mistake(EVERY_FILE, "com.acme.quakes.resources", "com.acme.quakes.things"),
          new Mistake(RESOURCE, CLASS, "public abstract class Earthquakes implements"),
          new Mistake(RESOURCE, NAMED, "@Resource(name = \"time-entries\""),
          new Mistake(RESOURCE, NAMED, "@Resource(name = \"1st_quakes\""),
          new Mistake(
              RESOURCE,
              TABLE,
              "@dev.durableingest.annotations.Stream(name = \"quakes\")\n" + TABLE),
          new Mistake(RESOURCE, ORDER, "orderBy = \"product\""),
          new Mistake(RESOURCE, ORDER, "orderBy = {\"Region\", \"id\"}"),
          new Mistake(RESOURCE, ORDER, "orderBy = \"magnitude\""),
          new Mistake(RESOURCE, ORDER, ORDER + ", version = \"tme\""),
          new Mistake(RESOURCE, ORDER, ORDER + ", partitionBy = \"day\""),
          new Mistake(RESOURCE, " implements " + TYPES, ""),
          new Mistake(RESOURCE, TYPES, "ResourceProcessor"),
          new Mistake(RESOURCE, TYPES, "ResourceProcessor<Object, QuakeRow, QuakeCursor>"),
          new Mistake(RESOURCE, TYPES, "ResourceProcessor<Quake, String, QuakeCursor>"),
          new Mistake(
              RESOURCE, TYPES, "ResourceProcessor<java.util.List<Quake>, QuakeRow, QuakeCursor>"),
          new Mistake(RESOURCE, "@Override", "public Earthquakes(String region) {}\n\n  @Override"),
          new Mistake(ROW, "double magnitude", "java.math.BigDecimal magnitude"),
          new Mistake(ROW, "Instant time", "java.util.Date time"),
          new Mistake(ROW, "String region", "java.util.Optional<String> region"),
          new Mistake(ROW, "double magnitude", "double magnitude, double MAGNITUDE"));

  @Test
  void readsOneLineForEveryMistake() throws IOException {
    StringBuilder read = new StringBuilder();
    for (Mistake mistake : MISTAKES) {
      read.append(mistake.before().strip())
          .append("  ->  ")
          .append(mistake.after().strip().replace("\n", " "))
          .append('\n')
          .append(theOneLine(mistake))
          .append("\n\n");
    }
    if ("write".equals(System.getProperty("goldens"))) {
      Files.writeString(GOLDEN, read.toString());
    }
    assertThat(read.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void readsNothingWithoutAMistake() {
    assertThat(new Connector().with(README).compile().errors()).isEmpty();
  }

  private static String theOneLine(Mistake mistake) {
    Connector connector = new Connector().with(README);
    for (Map.Entry<String, String> file : Map.copyOf(connector.texts()).entrySet()) {
      if (Set.of(file.getKey(), EVERY_FILE).contains(mistake.file())
          && file.getValue().contains(mistake.before())) {
        connector.without(file.getKey());
        connector.with(file.getValue().replace(mistake.before(), mistake.after()));
      }
    }

    Compilation compilation = connector.compile();

    assertThat(compilation.errors()).as("%s", mistake).hasSize(1);
    Diagnostic<? extends JavaFileObject> error = compilation.errors().get(0);
    String message = error.getMessage(Locale.ROOT);
    assertThat(message).startsWith("[DI").doesNotContain("\n");
    return Path.of(error.getSource().getName()).getFileName()
        + ":"
        + error.getLineNumber()
        + ": "
        + message;
  }
}
