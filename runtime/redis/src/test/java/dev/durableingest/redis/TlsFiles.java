package dev.durableingest.redis;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and a certificate for it, made by the JDK's own tool.
 *
 * @param certificate PEM file of the certificate
 * @param key PEM file of the private key
 */
record TlsFiles(Path certificate, Path key) {

  static TlsFiles make(Path folder, String host) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "RSA",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Key key = keys.getKey("redis", "changeit".toCharArray());
    return new TlsFiles(
        pem(folder.resolve("redis.crt"), "CERTIFICATE", keys.getCertificate("redis").getEncoded()),
        pem(folder.resolve("redis.key"), "PRIVATE KEY", key.getEncoded()));
  }

  /** What a Redis is started with to listen for TLS alone. */
  String[] settings(int port) {
    return new String[] {
      "--tls-port",
      String.valueOf(port),
      "--tls-cert-file",
      certificate.toString(),
      "--tls-key-file",
      key.toString(),
      "--tls-ca-cert-file",
      certificate.toString(),
      "--tls-auth-clients",
      "no"
    };
  }

  private static Path pem(Path file, String kind, byte[] encoded) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file,
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n",
        StandardCharsets.US_ASCII);
  }
}
