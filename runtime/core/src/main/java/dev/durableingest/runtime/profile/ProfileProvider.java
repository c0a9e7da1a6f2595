package dev.durableingest.runtime.profile;

import java.nio.file.Path;
import java.util.Map;

/** Reads projects of one kind; found through {@link java.util.ServiceLoader}. */
public interface ProfileProvider {

  /** The name by which {@code --profile} asks for it. */
  String name();

  /**
   * Whether a project of this kind is there, so that it is used without being asked for. Opens
   * nothing.
   *
   * @param folder where the workflow was started
   * @param environment the environment variables
   */
  boolean isThere(Path folder, Map<String, String> environment);

  /**
   * Reads the project.
   *
   * @param place what follows the name in {@code --profile}, but for a colon, or empty: which
   *     project
   * @param folder where the workflow was started
   * @param environment the environment variables
   * @throws dev.durableingest.runtime.wiring.ConfigException when it cannot be read or says
   *     something that cannot be
   */
  Profile read(String place, Path folder, Map<String, String> environment);
}
