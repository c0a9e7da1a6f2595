/** The Coinbase connector: trades and tickers of the Exchange feed. */
module dev.durableingest.coinbase {
  requires transitive dev.durableingest.runtime;
  requires java.net.http;
  requires tools.jackson.core;

  exports dev.durableingest.coinbase;
  exports dev.durableingest.coinbase.resources;
}
