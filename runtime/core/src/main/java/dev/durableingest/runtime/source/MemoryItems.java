package dev.durableingest.runtime.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Items in memory, in order, limited in number and in bytes. Guarded by the queue's lock. */
final class MemoryItems {
  private final ArrayDeque<QueueItem> items = new ArrayDeque<>();
  private final int itemsMax;
  private final long bytesMax;
  private long bytes;

  MemoryItems(int itemsMax, long bytesMax) {
    this.itemsMax = itemsMax;
    this.bytesMax = bytesMax;
  }

  /** Adds an item if there is room for it; there always is for one alone. */
  boolean offer(QueueItem item) {
    boolean hasRoom =
        items.isEmpty() || (items.size() < itemsMax && bytes + item.bytes() <= bytesMax);
    if (hasRoom) {
      items.add(item);
      bytes += item.bytes();
    }
    return hasRoom;
  }

  List<QueueItem> take(int countMax) {
    int count = Math.min(items.size(), countMax);
    List<QueueItem> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      QueueItem item = items.remove();
      bytes -= item.bytes();
      taken.add(item);
    }
    return taken;
  }

  int size() {
    return items.size();
  }

  long bytes() {
    return bytes;
  }
}
