package dev.durableingest.coinbase.simulator;

import java.time.Duration;

/**
 * How the exchange treats its connections.
 *
 * @param queueFrames frames that may wait to be written to one client
 * @param queueBytes characters in them; one larger frame may wait alone
 * @param slowConsumerPatience how long a full queue is borne before a disconnect
 * @param subscribeTimeout how long a client may take to subscribe
 */
record ConnectionOptions(
    long seed,
    int queueFrames,
    long queueBytes,
    SlowConsumerPolicy slowConsumerPolicy,
    Duration slowConsumerPatience,
    Duration subscribeTimeout,
    AcknowledgementOrder acknowledgementOrder) {}
