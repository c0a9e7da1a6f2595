/**
 * Kafka topics as streams, and a compacted topic as a checkpoint store: records and checkpoint
 * document in one transaction where that is asked for. Knows no source and no other sink.
 */
@NullMarked
package dev.durableingest.kafka;

import org.jspecify.annotations.NullMarked;
