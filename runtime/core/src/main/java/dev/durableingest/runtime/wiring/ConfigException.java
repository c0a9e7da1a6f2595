package dev.durableingest.runtime.wiring;

/** An option is missing or has a value that cannot be read. The message is one line, for people. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and the way out, without the value of a secret
   */
  public ConfigException(String message) {
    super(message);
  }

  static ConfigException missing(ConfigOption option) {
    return new ConfigException(
        "--" + option.option() + " is required: give it, or set " + option.env() + ".");
  }

  static ConfigException unreadable(ConfigOption option, String text, String wanted) {
    String shown = option.secret() ? "its value" : "'" + text + "'";
    return new ConfigException("--" + option.option() + ": " + shown + " is not " + wanted + ".");
  }
}
