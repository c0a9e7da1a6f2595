package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ConfigException;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is given for each option, layer over layer: the command line over the environment, that over
 * the properties file, that over the profile, that over the default. An empty environment variable
 * counts as not set.
 */
final class LayeredValues {
  private final Map<ConfigOption, String> commandLine;
  private final Map<String, String> environment;
  private final PropertiesFile file;
  private final @Nullable Profile profile;

  private LayeredValues(
      Map<ConfigOption, String> commandLine,
      Map<String, String> environment,
      PropertiesFile file,
      @Nullable Profile profile) {
    this.commandLine = commandLine;
    this.environment = environment;
    this.file = file;
    this.profile = profile;
  }

  /**
   * The layers of one start but for the profile; reads the properties file where one is named.
   *
   * @throws UsageException when the file cannot be read or has a key that is no option
   */
  static LayeredValues of(
      OptionTable options, Map<ConfigOption, String> commandLine, Map<String, String> environment) {
    LayeredValues above = new LayeredValues(commandLine, environment, PropertiesFile.none(), null);
    Path path =
        above.values(List.of(WorkflowOptions.CONFIG)).value("config", ConfigValues.ConfigType.PATH);
    return path == null
        ? above
        : new LayeredValues(commandLine, environment, PropertiesFile.read(path, options), null);
  }

  /**
   * With the profile that these values ask for, or one that is there.
   *
   * @throws UsageException when there is no such profile
   * @throws ConfigException when it cannot be read
   */
  LayeredValues withProfile() {
    String asked = text(WorkflowOptions.PROFILE).orElse(null);
    Profile found = ProfileChoice.of(asked, environment).orElse(null);
    return new LayeredValues(commandLine, environment, file, found);
  }

  /** The same for a text about options, which is needed most when a profile cannot be read. */
  LayeredValues withReadableProfile() {
    try {
      return withProfile();
    } catch (UsageException | ConfigException e) {
      return this;
    }
  }

  /** The project whose values are below those that are given; empty for none. */
  Optional<Profile> profile() {
    return Optional.ofNullable(profile);
  }

  /** Where the values come from that the profile has an opinion on; empty without a profile. */
  List<Finding> origins(OptionTable options) {
    if (profile == null) {
      return List.of();
    }
    List<Finding> origins = new ArrayList<>();
    origins.add(Finding.ok("profile", profile.description()));
    for (String name : profile.values().keySet()) {
      ConfigOption option = options.byName().get(name);
      if (option != null) {
        String value = text(option).orElse("");
        String where = Objects.requireNonNullElse(origin(option), "the command line");
        origins.add(Finding.ok("--" + name, SinkUrls.shown(value) + " (" + where + ")"));
      }
    }
    return origins;
  }

  /** The values of these options; what cannot be read names the option and where it stands. */
  ConfigValues values(Collection<ConfigOption> options) {
    Map<String, ConfigOption> byComponent = new LinkedHashMap<>();
    options.forEach(option -> byComponent.put(option.component(), option));
    return new ConfigValues(
        options.stream().map(this::labelled).toList(),
        labelled -> {
          ConfigOption option = byComponent.get(labelled.component());
          return option == null ? null : text(option).orElse(null);
        });
  }

  /**
   * Checks that every required option has a value.
   *
   * @throws UsageException that names all that have none
   */
  void requireAll(Collection<ConfigOption> options) {
    List<ConfigOption> missing =
        options.stream().filter(ConfigOption::required).filter(o -> text(o).isEmpty()).toList();
    if (missing.isEmpty()) {
      return;
    }
    boolean one = missing.size() == 1;
    throw new UsageException(
        and(missing.stream().map(option -> "--" + option.option()))
            + (one ? " is required: give it, or set " : " are required: give them, or set ")
            + and(missing.stream().map(ConfigOption::env))
            + ".");
  }

  /** The texts of the secrets among these options, so that they can be hidden. */
  List<String> secrets(Collection<ConfigOption> options) {
    return options.stream()
        .filter(ConfigOption::secret)
        .flatMap(option -> text(option).stream())
        .flatMap(
            text -> Stream.concat(Stream.of(text), Stream.of(text.split(",")).map(String::strip)))
        .toList();
  }

  private Optional<String> text(ConfigOption option) {
    return Optional.ofNullable(commandLine.get(option))
        .or(() -> fromEnvironment(option))
        .or(() -> file.value(option))
        .or(() -> ofProfile(option).map(Profile.Value::text))
        .or(() -> Optional.ofNullable(option.defaultValue()));
  }

  private Optional<Profile.Value> ofProfile(ConfigOption option) {
    return profile == null
        ? Optional.empty()
        : Optional.ofNullable(profile.values().get(option.option()));
  }

  private Optional<String> fromEnvironment(ConfigOption option) {
    String text = option.env().isEmpty() ? null : environment.get(option.env());
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  /** The option with a name that says where its value stands, for {@link ConfigException}. */
  private ConfigOption labelled(ConfigOption option) {
    String origin = origin(option);
    return origin == null
        ? option
        : new ConfigOption(
            option.component(),
            option.option() + " (from " + origin + ")",
            option.env(),
            option.type(),
            option.required(),
            option.secret(),
            option.defaultValue(),
            option.description());
  }

  private @Nullable String origin(ConfigOption option) {
    if (commandLine.containsKey(option)) {
      return null;
    }
    if (fromEnvironment(option).isPresent()) {
      return option.env();
    }
    return file.value(option).isPresent()
        ? file.origin(option)
        : ofProfile(option).map(Profile.Value::origin).orElse(null);
  }

  private static String and(Stream<String> names) {
    List<String> all = names.collect(Collectors.toList());
    String last = all.remove(all.size() - 1);
    return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
  }
}
