package dev.durableingest.supabase.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change as Realtime tells it.
 *
 * @param schema the table's schema
 * @param table the table
 * @param type {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param row what filters look at: the new row, or the old one of a delete; null where it is
 *     unknown
 * @param data the object {@code data}, as JSON with every digit
 */
record Change(String schema, String table, String type, @Nullable JsonNode row, String data) {}
