package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.profile.ProfileProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the profile of a run: the one that is asked for, else one whose project is there. */
final class ProfileChoice {
  private static final String NONE = "none";
  private static final Map<String, String> ARTIFACTS = Map.of("moose", "durable-ingest-moose");

  private ProfileChoice() {}

  /**
   * The profile of a run.
   *
   * @param asked the value of {@code --profile}, or null
   * @param environment the environment variables
   * @throws UsageException when there is no such profile
   */
  static Optional<Profile> of(@Nullable String asked, Map<String, String> environment) {
    Path folder = Path.of("");
    List<ProfileProvider> providers =
        ServiceLoader.load(ProfileProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (asked == null) {
      return providers.stream()
          .filter(provider -> provider.isThere(folder, environment))
          .findFirst()
          .map(provider -> provider.read("", folder, environment));
    }
    String name = asked.strip().replaceFirst("(?s)[:?].*", "");
    String place = asked.strip().substring(name.length()).replaceFirst("^:", "");
    if (name.equals(NONE)) {
      return Optional.empty();
    }
    ProfileProvider named =
        providers.stream()
            .filter(provider -> provider.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, providers));
    return Optional.of(named.read(place, folder, environment));
  }

  private static UsageException unknown(String name, List<ProfileProvider> providers) {
    String known =
        providers.stream()
            .map(ProfileProvider::name)
            .collect(Collectors.toCollection(() -> new TreeSet<>(List.of(NONE))))
            .stream()
            .collect(Collectors.joining(", "));
    String artifact = ARTIFACTS.get(name);
    return new UsageException(
        "--profile: there is no profile '"
            + name
            + "' on the class path, only "
            + known
            + "."
            + (artifact == null ? "" : " Add the artifact dev.durableingest:" + artifact + "."));
  }
}
