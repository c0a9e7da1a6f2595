package dev.durableingest.demo;

/**
 * What the kill in the middle meant.
 *
 * @param uncommitted trades that the exchange had made and the database did not hold, when the
 *     process was dead
 * @param unheard trades that the exchange made between then and the next process being connected
 * @param unsettled events, tickers among them, that the process had received and not committed, as
 *     it last said itself
 */
record Kill(long uncommitted, long unheard, long unsettled) {}
