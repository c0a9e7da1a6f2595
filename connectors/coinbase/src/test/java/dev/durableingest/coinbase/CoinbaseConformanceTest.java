package dev.durableingest.coinbase;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.testkit.conformance.ConnectorConformance;
import dev.durableingest.testkit.conformance.OlderCursor;
import dev.durableingest.testkit.conformance.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The connector passes what every connector must pass, against the simulated exchange. */
class CoinbaseConformanceTest extends ConnectorConformance {
  @Override
  protected Upstream openUpstream(Path folder) {
    return new Market();
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  protected List<OlderCursor> olderCursors() {
    return List.of(new OlderCursor(CoinbaseResources.MATCHES, "{\"tradeId\":1000123}"));
  }

  /** A market that trades only while it is fed. */
  private static final class Market implements Upstream {
    private final ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(100).startPaused().start();

    @Override
    public Pipeline pipeline() {
      CoinbaseConfig config =
          new CoinbaseConfig(exchange.feedUrl(), exchange.restUrl(), exchange.products());
      return CoinbasePipeline.create(
          config,
          () -> ExchangeFixture.source(exchange, exchange.restUrl(), ExchangeFixture.ALERT));
    }

    @Override
    public int feed(int events) throws InterruptedException {
      long before = trades();
      exchange.resumeMarket();
      while (trades() - before < events) {
        Thread.sleep(1);
      }
      exchange.pauseMarket();
      return (int) (trades() - before);
    }

    @Override
    public boolean feedMalformed() {
      exchange.misbehave(new Misbehaviour.SendText("{\"type\":\"match\",\"trade_id\":"));
      return true;
    }

    @Override
    public boolean dropConnections() {
      exchange.misbehave(new Misbehaviour.DropConnections());
      return true;
    }

    @Override
    public void close() {
      exchange.close();
    }

    private long trades() {
      return exchange.products().stream().mapToLong(exchange::lastTradeId).sum();
    }
  }
}
