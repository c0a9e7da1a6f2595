package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.polling.Tokens;
import java.net.URI;

/**
 * A Supabase project, and the right to read it.
 *
 * @param url its address, {@code https://<ref>.supabase.co}
 * @param apiKey what the gateway wants with every request
 * @param tokens whose rights count: the key again, or the tokens of a user, which expire
 */
public record Project(URI url, String apiKey, Tokens tokens) {

  /** With the rights of a key. */
  public static Project of(URI url, String apiKey) {
    return new Project(url, apiKey, Tokens.fixed(apiKey));
  }

  /** An address below the project's. */
  public URI at(String path) {
    return URI.create(url.toString().replaceFirst("/+$", "") + path);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Project[" + url + "]";
  }
}
