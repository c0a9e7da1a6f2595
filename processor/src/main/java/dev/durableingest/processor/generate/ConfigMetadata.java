package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.SourceOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * The options of a module's sources in the format of Spring Boot's configuration metadata, from
 * which IDEs complete the keys of a properties file. One file is for a whole module: a key is the
 * option with the name of its source before it, and the option alone where no other source has it.
 */
public final class ConfigMetadata {
  /** The compiler's option that leaves it out: {@code false} where Spring's own processor runs. */
  public static final String OPTION = "durableingest.metadata";

  /** Where IDEs look for it. */
  private static final String PATH = "META-INF/spring-configuration-metadata.json";

  private final SortedMap<String, SourceOptions> sources = new TreeMap<>();

  /** Adds the options of a source; the last of two with one name stays, which a rule refuses. */
  public void add(SourceOptions source) {
    if (!source.config().options().isEmpty()) {
      sources.put(source.source(), source);
    }
  }

  /** The class of one of the sources, where there is one. */
  public Optional<String> anySource() {
    return sources.values().stream().map(SourceOptions::sourceType).findFirst();
  }

  /** Writes the file, unless it is not wanted or another processor has written it already. */
  public void write(ProcessingEnvironment environment) throws IOException {
    if ("false".equals(environment.getOptions().get(OPTION))) {
      return;
    }
    Element[] origins =
        sources.values().stream()
            .map(source -> environment.getElementUtils().getTypeElement(source.sourceType()))
            .toArray(Element[]::new);
    try (OutputStream out =
        environment
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", PATH, origins)
            .openOutputStream()) {
      out.write(bytes());
    } catch (FilerException e) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.NOTE,
              PATH + " is written by another processor, so it has no options of sources.");
    }
  }

  /** The whole file. */
  private byte[] bytes() {
    SortedMap<String, Key> keys = keys();
    JsonText json = new JsonText();
    json.startObject();
    json.startArray("groups");
    sources.values().forEach(source -> writeGroup(json, source));
    json.endArray();
    json.startArray("properties");
    keys.forEach((name, key) -> writeProperty(json, name, key));
    json.endArray();
    json.startArray("hints");
    keys.forEach((name, key) -> writeHint(json, name, key.option().type()));
    json.endArray();
    json.endObject();
    return json.bytes();
  }

  private record Key(SourceOptions source, OptionModel option) {}

  private SortedMap<String, Key> keys() {
    Map<String, Integer> uses = new HashMap<>();
    options().forEach(key -> uses.merge(key.option().option().value(), 1, Integer::sum));
    SortedMap<String, Key> keys = new TreeMap<>();
    options()
        .filter(key -> uses.getOrDefault(key.option().option().value(), 0) == 1)
        .forEach(key -> keys.put(key.option().option().value(), key));
    options()
        .forEach(key -> keys.put(kebab(key.source()) + "-" + key.option().option().value(), key));
    return keys;
  }

  private Stream<Key> options() {
    return sources.values().stream()
        .flatMap(source -> source.config().options().stream().map(one -> new Key(source, one)));
  }

  private static String configType(SourceOptions source) {
    return ClassName.of(Objects.requireNonNull(source.config().record())).binaryName();
  }

  private static String kebab(SourceOptions source) {
    return source.source().replace('_', '-');
  }

  private static void writeGroup(JsonText json, SourceOptions source) {
    json.startObject();
    json.property("name", kebab(source));
    json.property("type", configType(source));
    json.property("sourceType", source.sourceType());
    json.endObject();
  }

  private static void writeProperty(JsonText json, String name, Key key) {
    OptionModel option = key.option();
    json.startObject();
    json.property("name", name);
    json.property("type", javaType(option.type()));
    if (!option.description().isEmpty()) {
      json.property("description", option.description());
    }
    json.property("sourceType", configType(key.source()));
    Located<String> defaultValue = option.defaultValue();
    if (defaultValue != null && !option.isSecret()) {
      json.property("defaultValue", defaultValue.value());
    }
    json.endObject();
  }

  /** The constants of an enum, written as the command line takes them. */
  private static void writeHint(JsonText json, String name, OptionType type) {
    if (type.constants().isEmpty()) {
      return;
    }
    json.startObject();
    json.property("name", name);
    json.startArray("values");
    for (String constant : type.constants()) {
      json.startObject();
      json.property("value", constant.toLowerCase(Locale.ROOT));
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static String javaType(OptionType type) {
    String one =
        switch (type.kind()) {
          case BOOLEAN -> "java.lang.Boolean";
          case INT -> "java.lang.Integer";
          case LONG -> "java.lang.Long";
          case DOUBLE -> "java.lang.Double";
          case DURATION -> "java.time.Duration";
          case URI -> "java.net.URI";
          case PATH -> "java.nio.file.Path";
          case ENUM -> ClassName.of(Objects.requireNonNull(type.enumType())).binaryName();
          case STRING, UNREADABLE, UNRESOLVED -> "java.lang.String";
        };
    return type.form() == OptionType.Form.LIST ? "java.util.List<" + one + ">" : one;
  }
}
