package dev.durableingest.coinbase.resources;

import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.coinbase.MatchRow;
import dev.durableingest.coinbase.Trade;
import dev.durableingest.coinbase.TradeCursor;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

/** Every trade, once, without a hole; its partition is the product. */
@Resource(
    name = "matches",
    description = "One row per trade; what the feed did not deliver is fetched",
    replay = Replay.FROM_CHECKPOINT)
@OlapTable(
    name = "coinbase_matches",
    orderBy = {"product_id", "trade_id"})
public final class Matches implements ResourceProcessor<Trade, MatchRow, TradeCursor> {

  /** Called by the generated pipeline. */
  public Matches() {}

  @Override
  public ProcessResult<MatchRow, TradeCursor> process(Trade trade) {
    return ProcessResult.of(
            new MatchRow(
                trade.product(),
                trade.tradeId(),
                trade.side(),
                trade.price(),
                trade.size(),
                trade.makerOrderId(),
                trade.takerOrderId(),
                trade.sequence(),
                trade.time(),
                trade.origin().text()))
        .withCheckpoint(trade.product(), new TradeCursor(trade.tradeId()));
  }
}
