package dev.durableingest.coinbase;

/** How a product stands with the exchange. */
enum Standing {
  /** It was subscribed to. */
  ASKED,
  /** Its heart was heard. */
  HEARD,
  /** It was refused, or never heard; it is asked for again later. */
  ASIDE
}
