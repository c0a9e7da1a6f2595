package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
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
  private static final String TWO = "com.acme.quakes.resources.Tremors";
  private static final String TREMORS = "com.acme.quakes.TremorsSource";
  private static final String READER = "com.acme.quakes.QuakeReader";
  private static final String STREAM = "@dev.durableingest.annotations.Stream";
  private static final String PROPERTY = "@dev.durableingest.annotations.ConfigProperty";
  private static final String TABLE_WITH_ORDER =
      "@OlapTable(\n    name = \"earthquakes\",\n    orderBy = {\"region\", \"id\"})";

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
          new Mistake(ROW, "double magnitude", "double magnitude, double MAGNITUDE"),
          new Mistake(ROW, "String region", PROPERTY + " String region"),
          new Mistake(RESOURCE, TABLE_WITH_ORDER, ""),
          new Mistake(RESOURCE, TABLE_WITH_ORDER, STREAM + "(name = \"quakes\", key = \"area\")"),
          new Mistake(RESOURCE, TYPES, "ResourceProcessor<Quake, QuakeRow, Object>"),
          new Mistake(
              RESOURCE, "@Override", "public Earthquakes() throws Exception {}\n  @Override"),
          new Mistake(CONFIG, URL, URL + ", URI feedURL"),
          new Mistake(CONFIG, URL, URL + ", @dev.durableingest.annotations.Json String filter"),
          new Mistake(SOURCE, "QuakesSource(QuakesConfig config)", "QuakesSource(String config)"),
          new Mistake(SOURCE, LISTED, RECONNECT + "(jitter = 2)"));

  /** A mistake that takes more than one edit. */
  private record Deed(String words, Consumer<Connector> doIt) {}

  private static final List<Deed> DEEDS =
      List.of(
          new Deed(
              "a resource inside the source",
              connector ->
                  edit(
                      connector,
                      SOURCE,
                      "  private final QuakesConfig",
                      "  @dev.durableingest.annotations.Resource(name = \"tremors\")\n"
                          + "  public static final class Tremors {}\n"
                          + "  private final QuakesConfig")),
          new Deed(
              "a second resource in one file",
              connector ->
                  edit(
                      connector,
                      RESOURCE,
                      "@Resource(name = \"earth",
                      "@Resource(name = \"tremors\")\nfinal class Tremors {}\n\n"
                          + "@Resource(name = \"earth")),
          new Deed(
              "a resource that nobody lists",
              connector -> copy(connector, RESOURCE, "Earthquakes", "Tremors")),
          new Deed("two resources of one name", connector -> listTwo(connector, "x", "x")),
          new Deed(
              "a replay without a cursor",
              connector -> {
                edit(
                    connector,
                    RESOURCE,
                    "description =",
                    "replay = dev.durableingest.annotations.Replay.FROM_CHECKPOINT, description =");
                editEverywhere(connector, RESOURCE, "QuakeCursor>", "Void>");
              }),
          new Deed(
              "two sources in one package",
              connector -> {
                copy(connector, SOURCE, "QuakesSource", "TremorsSource");
                edit(connector, TREMORS, "name = \"quakes\"", "name = \"tremors\"");
              }),
          new Deed(
              "two sources of one name",
              connector -> {
                copy(connector, SOURCE, "acme.quakes", "acme.tremors");
                copy(connector, RESOURCE, "acme.quakes.resources", "acme.tremors.resources");
                for (String used : List.of("QuakesConfig", "Quake", "QuakeCursor")) {
                  edit(
                      connector,
                      "com.acme.tremors.QuakesSource",
                      "import java.io.BufferedReader",
                      "import com.acme.quakes." + used + ";\nimport java.io.BufferedReader");
                }
                edit(connector, "com.acme.tremors.QuakesSource", "Quake.parse(line)", "null");
              }),
          new Deed(
              "two record types for one table",
              connector -> {
                listTwo(connector, "\"earthquakes\", description", "\"tremors\", description");
                copy(connector, ROW, "QuakeRow", "TremorRow");
                editEverywhere(connector, TWO, "QuakeRow", "TremorRow");
              }),
          new Deed(
              "one table in two orders",
              connector -> {
                listTwo(connector, "\"earthquakes\", description", "\"tremors\", description");
                edit(connector, TWO, ORDER, "orderBy = \"id\"");
              }),
          new Deed(
              "a source that is not named so",
              connector -> {
                copy(connector, SOURCE, "QuakesSource", "QuakeReader");
                editEverywhere(connector, READER, "QuakesResources", "QuakeReaderResources");
                connector.without(SOURCE);
              }),
          new Deed(
              "a column of a type that nobody else sees",
              connector -> {
                edit(connector, ROW, "double magnitude", "Scale scale");
                edit(connector, ROW, ") {}", ") {\n  private enum Scale { RICHTER }\n}");
                edit(connector, RESOURCE, "quake.magnitude(), quake", "null, quake");
              }));

  @Test
  void readsOneLineForEveryMistake() throws IOException {
    StringBuilder read = new StringBuilder();
    for (Mistake mistake : MISTAKES) {
      String words = mistake.before().strip() + "  ->  " + mistake.after().strip();
      Connector connector = new Connector().with(README);
      for (String file : Set.copyOf(connector.texts().keySet())) {
        if (Set.of(file, EVERY_FILE).contains(mistake.file())) {
          editEverywhere(connector, file, mistake.before(), mistake.after());
        }
      }
      read.append(theOneLine(words.replaceAll("\\s+", " ").replace(" -> ", "  ->  "), connector));
    }
    for (Deed deed : DEEDS) {
      Connector connector = new Connector().with(README);
      deed.doIt().accept(connector);
      read.append(theOneLine(deed.words(), connector));
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

  private static void edit(Connector connector, String file, String before, String after) {
    assertThat(connector.texts().get(file)).contains(before);
    editEverywhere(connector, file, before, after);
  }

  /** Replaces it as often as it is there, in a file whose name may change thereby. */
  private static void editEverywhere(
      Connector connector, String file, String before, String after) {
    String text = connector.texts().get(file);
    connector.without(file).with(text.replace(before, after));
  }

  /** Adds a file that differs in that alone. */
  private static void copy(Connector connector, String file, String before, String after) {
    connector.with(connector.texts().get(file).replace(before, after));
  }

  /** A second resource, listed, that differs in its class and in what is said. */
  private static void listTwo(Connector connector, String before, String after) {
    copy(connector, RESOURCE, "class Earthquakes", "class Tremors");
    editEverywhere(connector, TWO, before, after);
    edit(
        connector,
        SOURCE,
        "import com.acme.quakes.resources.E",
        "import " + TWO + ";\nimport com.acme.quakes.resources.E");
    edit(connector, SOURCE, LISTED, "resources = {Earthquakes.class, Tremors.class}");
  }

  private static String theOneLine(String words, Connector connector) {
    Compilation compilation = connector.compile();

    assertThat(compilation.errors()).as(words).hasSize(1);
    Diagnostic<? extends JavaFileObject> error = compilation.errors().get(0);
    String message = error.getMessage(Locale.ROOT);
    assertThat(message).as(words).startsWith("[DI").doesNotContain("\n");
    return words
        + "\n"
        + Path.of(error.getSource().getName()).getFileName()
        + ":"
        + error.getLineNumber()
        + ": "
        + message
        + "\n\n";
  }
}
