package dev.durableingest.coinbase.resources;

import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.coinbase.TickerRow;
import dev.durableingest.coinbase.TickerUpdate;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

/** The tickers as they come. What was missed is gone: nothing at Coinbase tells it again. */
@Resource(
    name = "ticker",
    description = "The state of a product after a trade; best effort",
    replay = Replay.NONE)
@Stream(name = "coinbase_ticker", key = "product_id")
public final class Ticker implements ResourceProcessor<TickerUpdate, TickerRow, Void> {

  /** Called by the generated pipeline. */
  public Ticker() {}

  @Override
  public ProcessResult<TickerRow, Void> process(TickerUpdate update) {
    return ProcessResult.of(
        new TickerRow(
            update.product(),
            update.sequence(),
            update.tradeId(),
            update.side(),
            update.price(),
            update.lastSize(),
            update.bestBid(),
            update.bestBidSize(),
            update.bestAsk(),
            update.bestAskSize(),
            update.open24h(),
            update.high24h(),
            update.low24h(),
            update.volume24h(),
            update.volume30d(),
            update.time()));
  }
}
