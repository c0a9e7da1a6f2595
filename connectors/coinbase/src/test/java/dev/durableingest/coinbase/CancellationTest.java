package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.ExchangeFixture.SHORT;
import static dev.durableingest.coinbase.ExchangeFixture.source;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An interrupt ends the source promptly wherever it waits, and leaves nothing behind. */
class CancellationTest {
  /** Far less than any wait of the source lasts by itself. */
  private static final Duration PROMPT = Duration.ofMinutes(1);

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Timing PATIENT =
      new Timing(
          SHORT.tape(),
          LONG,
          LONG,
          LONG,
          SHORT.requestSpacing(),
          SHORT.connectSpacing(),
          SHORT.productRetry(),
          SHORT.gapRetry(),
          SHORT.gapRetryMax());

  @Test
  void whileConnecting() throws Exception {
    try (ServerSocket mute = new ServerSocket(0)) {
      CoinbaseConfig config =
          new CoinbaseConfig(
              URI.create("ws://127.0.0.1:" + mute.getLocalPort()),
              URI.create("http://127.0.0.1:" + mute.getLocalPort()),
              List.of(BTC));
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(new CoinbaseSource(config, PATIENT), Map.of())) {
        mute.accept();
        assertThat(pipeline.cancel()).isLessThan(PROMPT);
        assertNothingIsLeft(pipeline);
      }
    }
  }

  @Test
  void whileWaitingForAFrame() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, exchange.restUrl(), PATIENT), Map.of())) {
      assertThat(eventually(() -> pipeline.trades.size() == 2)).isTrue();
      exchange.misbehave(new Misbehaviour.GoSilent(LONG));
      assertThat(pipeline.cancel()).isLessThan(PROMPT);
      assertNothingIsLeft(pipeline);
      assertThat(eventually(() -> exchange.state().connections() == 0)).isTrue();
    }
  }

  @Test
  void whileThePipelineIsBlocked() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(5000).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, exchange.restUrl(), PATIENT), Map.of())) {
      assertThat(eventually(() -> pipeline.trades.size() > 2)).isTrue();
      pipeline.block();
      Thread.sleep(300);
      assertThat(pipeline.cancel()).isLessThan(PROMPT);
      assertNothingIsLeft(pipeline);
      assertThat(eventually(() -> exchange.state().connections() == 0)).isTrue();
    }
  }

  @Test
  void whileARequestForTradesIsNotAnswered() throws Exception {
    try (ServerSocket mute = new ServerSocket(0);
        ExchangeSimulator exchange =
            ExchangeSimulator.builder().products(BTC).history(100).maxTrades(100).start()) {
      CoinbaseSource source =
          source(exchange, URI.create("http://127.0.0.1:" + mute.getLocalPort()), PATIENT);
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(source, Map.of(BTC, exchange.firstTradeId(BTC)))) {
        mute.accept();
        assertThat(pipeline.cancel()).isLessThan(PROMPT);
        assertNothingIsLeft(pipeline);
      }
    }
  }

  private static void assertNothingIsLeft(RecordingPipeline pipeline) throws InterruptedException {
    assertThat(pipeline.failures).isEmpty();
    assertThat(
            eventually(
                () ->
                    Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(
                            thread ->
                                thread.getName().startsWith("coinbase-fetcher")
                                    || thread.getName().equals("source"))))
        .isTrue();
  }
}
