package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.source.SourceAttempt;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.Mark;
import dev.durableingest.testkit.world.Place;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.Plan.Style;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What upstream sends to an attempt that resumes from what is saved. */
final class Replays {
  private final Life life;
  private final World world;
  private final Plan plan;
  private final Choices choices;
  private final Connector connector;

  Replays(Life life, Connector connector) {
    this.life = life;
    this.world = life.world();
    this.plan = world.plan();
    this.choices = world.choices();
    this.connector = connector;
  }

  /** The events of an attempt, in order. */
  List<LogEvent> of(SourceAttempt attempt) {
    return switch (plan.style()) {
      case EXACT, LIVE -> exact(attempt);
      case SHARED, ROUGH -> after(oldest(attempt) - choices.pick(3));
      case FORGETFUL -> remembered(attempt);
    };
  }

  /** The cursor of a partition, as the id of its event; 0 for none. */
  int cursor(SourceAttempt attempt, int resource, String partition) {
    CheckpointDocument found = life.found();
    if (world.has(PlantedBug.SOURCE_BEFORE_JOURNAL) && attempt.number() == 1 && found != null) {
      return idInDocument(found, resource, partition);
    }
    return idOf(attempt.checkpoints(connector.key(resource)).get(partition));
  }

  /** The cursor that the document had when the life began. */
  private static int idInDocument(CheckpointDocument found, int resource, String partition) {
    Entry entry = found.entries().getOrDefault(Plan.nameOf(resource), Map.of()).get(partition);
    StoredValue cursor = entry == null ? null : entry.cursor();
    return cursor == null ? 0 : Integer.parseInt(cursor.json().replaceAll("\\D", ""));
  }

  /** The event of a cursor; 0 for none. */
  int idOf(@Nullable Object cursor) {
    if (cursor instanceof Mark mark) {
      return mark.id();
    }
    if (cursor instanceof Place place) {
      for (LogEvent event : plan.log()) {
        if (event.at() == place.at() && event.index() == place.index()) {
          return event.id();
        }
      }
    }
    return 0;
  }

  /** Exactly the events after each partition's cursor, partitions mixed anyhow. */
  private List<LogEvent> exact(SourceAttempt attempt) {
    Map<String, List<LogEvent>> partitions = new LinkedHashMap<>();
    int lost = plan.style() == Style.LIVE && !world.isCalm() ? choices.pick(2) : 0;
    for (LogEvent event : plan.log()) {
      boolean live = !plan.isReplayable(event.resource());
      boolean wanted =
          live
              ? event.id() > world.handedOut().length() - 1 + lost
              : event.id() > cursor(attempt, event.resource(), event.partition())
                  && !plan.hole().contains(event.id());
      if (wanted) {
        String partition = live ? "live" : event.resource() + event.partition();
        partitions.computeIfAbsent(partition, name -> new ArrayList<>()).add(event);
      }
    }
    return mix(new ArrayList<>(partitions.values()));
  }

  private List<LogEvent> mix(List<List<LogEvent>> partitions) {
    List<LogEvent> mixed = new ArrayList<>();
    boolean inOrder = partitions.size() < 2 || choices.pick(2) == 0;
    while (!partitions.isEmpty()) {
      int chosen = inOrder ? first(partitions) : choices.pick(partitions.size());
      List<LogEvent> partition = partitions.get(chosen);
      mixed.add(partition.remove(0));
      if (partition.isEmpty()) {
        partitions.remove(chosen);
      }
    }
    return mixed;
  }

  private static int first(List<List<LogEvent>> partitions) {
    int first = 0;
    for (int i = 1; i < partitions.size(); i++) {
      if (partitions.get(i).get(0).id() < partitions.get(first).get(0).id()) {
        first = i;
      }
    }
    return first;
  }

  private List<LogEvent> remembered(SourceAttempt attempt) {
    int position = attempt.position(Integer.class).orElse(0);
    int from = world.has(PlantedBug.RESUME_FROM_NEWEST) ? newest(attempt) : position;
    return after(Math.max(world.acknowledged(), from - choices.pick(3)));
  }

  private List<LogEvent> after(int id) {
    List<LogEvent> events = new ArrayList<>();
    for (LogEvent event : plan.log()) {
      if (event.id() > id && !plan.hole().contains(event.id())) {
        events.add(event);
      }
    }
    return events;
  }

  /** The oldest of all cursors, as the id of its event. */
  private int oldest(SourceAttempt attempt) {
    if (world.has(PlantedBug.RESUME_FROM_NEWEST)) {
      return newest(attempt);
    }
    int oldest = Integer.MAX_VALUE;
    for (LogEvent event : plan.log()) {
      oldest = Math.min(oldest, cursor(attempt, event.resource(), event.partition()));
    }
    return oldest;
  }

  private int newest(SourceAttempt attempt) {
    int newest = 0;
    for (LogEvent event : plan.log()) {
      newest = Math.max(newest, cursor(attempt, event.resource(), event.partition()));
    }
    return newest;
  }
}
