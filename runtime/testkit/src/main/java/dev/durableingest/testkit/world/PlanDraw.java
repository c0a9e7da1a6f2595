package dev.durableingest.testkit.world;

import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.Plan.Journal;
import dev.durableingest.testkit.world.Plan.Layout;
import dev.durableingest.testkit.world.Plan.Style;
import java.util.ArrayList;
import java.util.List;

/** Draws what a schedule is about. */
public final class PlanDraw {
  private static final Kind[] KINDS = Kind.values();
  private static final Style[] STYLES = Style.values();
  private static final Layout[] LAYOUTS = Layout.values();
  private static final int[] RARITIES = {8, 16, 32, 64};
  private static final int[] WINDOWS = {100, 8, 2};
  private static final long[] LINGERS = {0, 500_000, 5_000_000, 2_000_000_000};

  private final Choices choices;

  private PlanDraw(Choices choices) {
    this.choices = choices;
  }

  /** A plan. */
  public static Plan draw(Choices choices) {
    return new PlanDraw(choices).draw();
  }

  private Plan draw() {
    choices.rarity(RARITIES[choices.pick(RARITIES.length)]);
    Style style = STYLES[choices.pick(STYLES.length)];
    Layout layout = LAYOUTS[choices.pick(LAYOUTS.length)];
    boolean two = !layout.hasFile() && style != Style.LIVE && choices.pick(3) == 1;
    int resources = style == Style.LIVE ? 2 : 1 + choices.pick(2);
    List<Boolean> tables = new ArrayList<>();
    for (int i = 0; i < resources; i++) {
      tables.add(layout.hasBoth() ? choices.pick(2) == 0 : layout.hasTable() || layout.hasBlocks());
    }
    List<LogEvent> log = log(style, resources, two);
    Journal journal = journal(style, two);
    // What comes again and cannot be recognised looks like progress for ever.
    boolean isRecognised =
        style != Style.ROUGH && log.stream().allMatch(event -> event.kind() == Kind.RECORD);
    if (!two && isRecognised && choices.pick(16) == 1) {
      killByOne(log);
    }
    if (!two && journal == Journal.NONE && choices.pick(3) == 1) {
      refuseOne(log, layout, tables);
    }
    boolean mayStartOver = layout.hasBlocks() && style != Style.FORGETFUL && style != Style.LIVE;
    boolean startsOver = mayStartOver && !two && journal == Journal.NONE && choices.pick(4) == 1;
    boolean mayHaveHole = (style == Style.EXACT || style == Style.SHARED) && !two;
    List<Integer> hole = mayHaveHole ? hole(log) : List.of();
    return new Plan(
        style,
        layout,
        log,
        resources,
        tables,
        hole,
        two,
        choices.pick(4) == 1,
        1 + choices.pick(3),
        1 + choices.pick(4),
        LINGERS[choices.pick(LINGERS.length)],
        2 + choices.pick(6),
        badInRowMax(log, !two && choices.pick(4) == 1 ? 1 + choices.pick(2) : Plan.NO_LIMIT),
        layout.hasBlocks() ? WINDOWS[choices.pick(WINDOWS.length)] : 0,
        startsOver,
        !layout.hasTable() && choices.pick(3) == 1,
        journal);
  }

  /** Whom a killing event takes with it may be set aside, too: the log does not tell how many. */
  private static int badInRowMax(List<LogEvent> log, int drawn) {
    boolean isTold = log.stream().noneMatch(event -> event.kind() == Kind.FATAL);
    return isTold ? drawn : Plan.NO_LIMIT;
  }

  private Journal journal(Style style, boolean two) {
    boolean mayBeJournaled = style == Style.LIVE || style == Style.EXACT;
    if (!mayBeJournaled || two || choices.pick(2) == 0) {
      return Journal.NONE;
    }
    return choices.pick(2) == 0 ? Journal.FORCED_AT_COMMIT : Journal.FORCED_AT_ONCE;
  }

  private List<LogEvent> log(Style style, int resources, boolean two) {
    int length = 1 + choices.pick(8);
    boolean plain = choices.pick(2) == 0;
    boolean partitioned = choices.pick(3) == 1;
    boolean crowded = choices.pick(2) == 1;
    List<LogEvent> log = new ArrayList<>(length);
    int at = 0;
    int index = 0;
    for (int id = 1; id <= length; id++) {
      int resource = choices.pick(resources);
      String partition = partitioned ? (choices.pick(2) == 0 ? "p" : "q") : "";
      Kind kind = plain ? Kind.RECORD : KINDS[choices.pick(two ? 5 : 7)];
      boolean shares = crowded && id > 1 && style != Style.EXACT && choices.pick(2) == 1;
      at = shares ? at : at + 1;
      index = shares ? index + 1 : 0;
      log.add(new LogEvent(id, resource, partition, kind, at, index));
    }
    return log;
  }

  /** One event kills the process whenever it is handled. */
  private void killByOne(List<LogEvent> log) {
    replace(log, choices.pick(log.size()), Kind.FATAL);
  }

  private static void replace(List<LogEvent> log, int index, Kind kind) {
    LogEvent event = log.get(index);
    if (event.kind() == Kind.RECORD) {
      log.set(
          index,
          new LogEvent(
              event.id(), event.resource(), event.partition(), kind, event.at(), event.index()));
    }
  }

  /**
   * One record is refused by its destination; a file refuses none. Several that came alone would be
   * the fault of the destination.
   */
  private void refuseOne(List<LogEvent> log, Layout layout, List<Boolean> tables) {
    int index = choices.pick(log.size());
    LogEvent event = log.get(index);
    boolean mayRefuse = tables.get(event.resource()) || layout.hasSent();
    if (mayRefuse) {
      replace(log, index, Kind.REFUSED);
    }
  }

  /** One or two neighbours of the first resource, with records, whose successor is one, too. */
  private List<Integer> hole(List<LogEvent> log) {
    if (choices.pick(3) != 1 || log.size() < 3) {
      return List.of();
    }
    int first = choices.pick(log.size() - 1);
    int length = 1 + choices.pick(2);
    List<Integer> hole = new ArrayList<>();
    for (int i = first; i < first + length && i < log.size() - 1; i++) {
      LogEvent event = log.get(i);
      if (event.resource() != 0 || !event.partition().isEmpty() || event.kind() == Kind.REJECTED) {
        return List.of();
      }
      hole.add(event.id());
    }
    LogEvent next = log.get(first + hole.size());
    boolean isSeen = next.resource() == 0 && next.partition().isEmpty() && next.isMarked();
    return isSeen ? hole : List.of();
  }
}
