package dev.durableingest.supabase.simulator;

import dev.durableingest.supabase.simulator.JsonWebToken.Checked;
import dev.durableingest.supabase.simulator.JsonWebToken.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Who may ask: the project's key, or a token that it has signed. Thread-safe. */
final class Access {
  private final String apiKey;
  private final InstantSource clock;
  private final JsonWebToken tokens;

  Access(String apiKey, InstantSource clock) {
    this.apiKey = apiKey;
    this.clock = clock;
    this.tokens = new JsonWebToken("signs tokens for " + apiKey);
  }

  String issue(Duration lifetime) {
    return tokens.issue(now().plus(lifetime));
  }

  /** The time by which tokens end. */
  Instant now() {
    return clock.instant();
  }

  /** Checks a request for rows, as gateway and PostgREST do one after the other. */
  void requireRows(@Nullable String key, @Nullable String authorization) {
    if (key == null) {
      throw new GatewayException(
          "{\"message\":\"No API key found in request\",\"hint\":"
              + "\"No `apikey` request header or url param was found.\"}");
    }
    if (!isKey(key)) {
      throw new GatewayException(
          "{\"message\":\"Invalid API key\",\"hint\":\"Double check your Supabase `anon` or"
              + " `service_role` API key.\"}");
    }
    String token = authorization == null ? key : authorization.replaceFirst("^Bearer ", "");
    if (token.equals(apiKey)) {
      return;
    }
    Checked checked = tokens.check(token, now());
    switch (checked.verdict()) {
      case GOOD -> {}
      case EXPIRED -> throw new RestException(401, "PGRST303", "JWT expired");
      case FORGED -> throw new RestException(401, "PGRST301", "No suitable key or wrong key type");
      case MALFORMED ->
          throw new RestException(
              401, "PGRST301", "Expected 3 parts in JWT; got " + checked.parts());
    }
  }

  /** Whether it is the project's key, or a token of its own, which older keys are. */
  private boolean isKey(String key) {
    return key.equals(apiKey) || tokens.check(key, now()).verdict() != Verdict.MALFORMED;
  }

  /**
   * Why Realtime does not take a token; null when it does.
   *
   * @param token the key, or a token
   */
  @Nullable String refusal(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return "API key is missing";
    }
    if (token.equals(apiKey)) {
      return null;
    }
    Checked checked = tokens.check(token, now());
    return switch (checked.verdict()) {
      case GOOD -> null;
      case MALFORMED -> "The token provided is not a valid JWT";
      case FORGED -> "Failed to validate JWT signature";
      case EXPIRED ->
          "Token has expired "
              + Duration.between(checked.expiresAt(), now()).toSeconds()
              + " seconds ago";
    };
  }

  /** When a token ends; null where it does not. */
  @Nullable Instant end(String token) {
    return token.equals(apiKey) ? null : tokens.check(token, now()).expiresAt();
  }

  /** The gateway's refusal, which has another form than PostgREST's. */
  static final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GatewayException(String body) {
      super(body);
    }
  }
}
