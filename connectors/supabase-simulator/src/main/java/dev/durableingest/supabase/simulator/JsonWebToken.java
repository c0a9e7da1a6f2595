package dev.durableingest.supabase.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs and checks tokens with HS256, as Supabase's older keys are signed. */
final class JsonWebToken {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] secret;

  JsonWebToken(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** What is wrong with a token. */
  enum Verdict {
    GOOD,
    MALFORMED,
    FORGED,
    EXPIRED
  }

  /**
   * A token that was looked at.
   *
   * @param verdict whether it is good
   * @param parts how many parts it has
   * @param expiresAt when it ends; the epoch where that is not known
   */
  record Checked(Verdict verdict, int parts, Instant expiresAt) {}

  /** A token of the role {@code service_role}. */
  String issue(Instant expiresAt) {
    String header = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String claims =
        encoded(
            "{\"role\":\"service_role\",\"exp\":"
                + expiresAt.getEpochSecond()
                + ",\"jti\":\""
                + Long.toHexString(System.nanoTime())
                + "\"}");
    return header + "." + claims + "." + signature(header + "." + claims);
  }

  Checked check(String token, Instant now) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return new Checked(Verdict.MALFORMED, parts.length, Instant.EPOCH);
    }
    if (!MessageDigest.isEqual(
        signature(parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8),
        parts[2].getBytes(StandardCharsets.UTF_8))) {
      return new Checked(Verdict.FORGED, 3, Instant.EPOCH);
    }
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      Instant end = Instant.ofEpochSecond(claims.path("exp").asLong(0));
      return new Checked(end.isAfter(now) ? Verdict.GOOD : Verdict.EXPIRED, 3, end);
    } catch (JacksonException | IllegalArgumentException e) {
      return new Checked(Verdict.MALFORMED, 3, Instant.EPOCH);
    }
  }

  private static String encoded(String json) {
    return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
