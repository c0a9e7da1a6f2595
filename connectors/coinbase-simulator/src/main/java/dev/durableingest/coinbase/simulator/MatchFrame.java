package dev.durableingest.coinbase.simulator;

/** A {@code match} frame and the trade that it tells of. */
record MatchFrame(String product, long tradeId, String frame) {}
