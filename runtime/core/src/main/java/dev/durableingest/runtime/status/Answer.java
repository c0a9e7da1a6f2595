package dev.durableingest.runtime.status;

import java.nio.charset.StandardCharsets;

/**
 * What is answered to a request.
 *
 * @param code the HTTP status
 * @param type the content type
 * @param body the content
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Answer(int code, String type, byte[] body) {
  static Answer text(int code, String text) {
    return of(code, "text/plain; charset=utf-8", text + "\n");
  }

  static Answer json(String json) {
    return of(200, "application/json", json + "\n");
  }

  static Answer of(int code, String type, String content) {
    return new Answer(code, type, content.getBytes(StandardCharsets.UTF_8));
  }
}
