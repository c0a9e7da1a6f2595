package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.text.ClosestName;
import dev.durableingest.runtime.wiring.ConfigOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every option of one workflow, its own and its source's, and the names by which each is known. A
 * source's option has its plain name, where nothing else has that, and always the one with the name
 * of the source before it.
 */
final class OptionTable {
  private final String source;
  private final List<OptionGroup> own;
  private final List<ConfigOption> ofSource;
  private final Map<String, ConfigOption> byName = new LinkedHashMap<>();

  OptionTable(String source, List<ConfigOption> ofSource) {
    this.source = source;
    this.own = WorkflowOptions.groups(source);
    this.ofSource = List.copyOf(ofSource);
    own.forEach(group -> group.options().forEach(option -> byName.put(option.option(), option)));
    ofSource.forEach(option -> byName.putIfAbsent(option.option(), option));
    for (ConfigOption option : ofSource) {
      byName.putIfAbsent(source.replace('_', '-') + "-" + option.option(), option);
    }
  }

  /** Name of the source. */
  String source() {
    return source;
  }

  /** The workflow's own options. */
  List<OptionGroup> own() {
    return own;
  }

  /** The options of the source's config record. */
  List<ConfigOption> ofSource() {
    return ofSource;
  }

  /** Every option once, the workflow's own first. */
  Collection<ConfigOption> all() {
    List<ConfigOption> all = new ArrayList<>();
    own.forEach(group -> all.addAll(group.options()));
    all.addAll(ofSource);
    return all;
  }

  /** The names of every option, without dashes before them. */
  Map<String, ConfigOption> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** The names of one option, the plain one first. */
  List<String> namesOf(ConfigOption option) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().equals(option))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The option name that somebody who wrote this one probably meant. */
  Optional<String> guess(String name) {
    return ClosestName.guess(name, byName.keySet());
  }

  /** Whether the option may be given several times, or with commas. */
  static boolean isList(ConfigOption option) {
    return option.type().startsWith("list(");
  }

  /** Whether the option alone means {@code true}. */
  static boolean isFlag(ConfigOption option) {
    return option.type().equals("boolean");
  }
}
