package dev.durableingest.moose;

import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.profile.ProfileProvider;
import dev.durableingest.runtime.wiring.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds Moose projects: {@code --profile moose}, {@code --profile
 * moose:FILE?version=0.1&version.trades=0.2}.
 */
public final class MooseProfileProvider implements ProfileProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public MooseProfileProvider() {}

  @Override
  public String name() {
    return "moose";
  }

  @Override
  public boolean isThere(Path folder, Map<String, String> environment) {
    return Settings.isIn(environment) || nearest(folder).isPresent();
  }

  @Override
  public Profile read(String place, Path folder, Map<String, String> environment) {
    int question = place.indexOf('?');
    Versions versions = Versions.parse(question < 0 ? "" : place.substring(question + 1));
    String file = question < 0 ? place : place.substring(0, question);
    Optional<Path> found = file.isEmpty() ? nearest(folder) : Optional.of(named(folder, file));
    return new MooseProfile(Settings.read(found.orElse(null), environment), versions);
  }

  private static Path named(Path folder, String file) {
    Path named = folder.resolve(file);
    Path config =
        Files.isDirectory(named)
            ? in(named).findFirst().orElse(named.resolve(Settings.FILES.get(0)))
            : named;
    if (!Files.isRegularFile(config)) {
      throw new ConfigException(
          "--profile: there is no file '" + config + "'. Name the moose.config.toml of a project.");
    }
    return config;
  }

  /** The configuration in the folder, or in the nearest one above it that has one. */
  private static Optional<Path> nearest(Path folder) {
    Path above = folder.toAbsolutePath().normalize();
    return Stream.iterate(above, parent -> parent != null, Path::getParent)
        .map(parent -> parent.resolve(Settings.FILES.get(0)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Stream<Path> in(Path folder) {
    return Settings.FILES.stream().map(folder::resolve).filter(Files::isRegularFile);
  }
}
