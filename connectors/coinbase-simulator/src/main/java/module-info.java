/** A stand-in for the Coinbase Exchange feed, over real WebSocket and HTTP on loopback. */
module dev.durableingest.coinbase.simulator {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires io.javalin;
  requires tools.jackson.databind;

  exports dev.durableingest.coinbase.simulator;

  opens dev.durableingest.coinbase.simulator to
      info.picocli,
      tools.jackson.databind;
}
