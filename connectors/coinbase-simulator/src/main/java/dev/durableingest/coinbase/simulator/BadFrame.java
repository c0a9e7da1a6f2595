package dev.durableingest.coinbase.simulator;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The repertoire of frames that a client must survive, most made from a good {@code match}. */
final class BadFrame {
  private static final List<UnaryOperator<String>> REPERTOIRE =
      List.of(
          match -> "",
          match -> "this is no JSON",
          match -> match.substring(0, match.length() / 2),
          match -> "[]",
          match -> "null",
          match -> "{}",
          match -> "{\"type\":null}",
          match -> match.replaceFirst("\"type\":\"match\"", "\"type\":\"novelty\""));

  private BadFrame() {}

  /** One of them, drawn at random. None can be taken for a trade. */
  static String drawn(SplittableRandom random, String match) {
    return REPERTOIRE.get(random.nextInt(REPERTOIRE.size())).apply(match);
  }
}
