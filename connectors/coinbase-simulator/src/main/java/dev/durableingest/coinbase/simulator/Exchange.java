package dev.durableingest.coinbase.simulator;

/** What every connection and every request shares. */
record Exchange(
    Market market,
    Faults faults,
    Counters counters,
    ConnectionOptions options,
    RequestLimit requestLimit) {}
