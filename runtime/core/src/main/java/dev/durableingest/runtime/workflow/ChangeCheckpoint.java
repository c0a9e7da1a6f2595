package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.pipeline.Maintenance;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.text.ClosestName;
import java.io.PrintStream;
import java.util.List;

/** The commands {@code checkpoint set} and {@code checkpoint reset}: they take the lease. */
final class ChangeCheckpoint {
  private final Registry registry;
  private final Maintenance maintenance;
  private final PrintStream out;
  private final boolean json;

  ChangeCheckpoint(Registry registry, Maintenance maintenance, PrintStream out, boolean json) {
    this.registry = registry;
    this.maintenance = maintenance;
    this.out = out;
    this.json = json;
  }

  /**
   * Sets a cursor.
   *
   * @param operands resource, perhaps partition, cursor as JSON
   * @param loader finds the class of the cursor
   * @param isAgreed whether {@code --yes} was given
   * @throws SinkException when the lease is held, or the store cannot be written
   */
  int set(List<String> operands, ClassLoader loader, boolean isAgreed) throws SinkException {
    if (operands.size() != 2 && operands.size() != 3) {
      throw new UsageException(
          "Write: checkpoint set RESOURCE [PARTITION] CURSOR, the cursor as JSON in quotes.");
    }
    String resource = known(operands.get(0));
    String partition = operands.size() == 3 ? operands.get(1) : "";
    StoredValue cursor = cursor(resource, operands.get(operands.size() - 1), loader);
    String where =
        "resource '" + resource + (partition.isEmpty() ? "'" : "', partition '" + partition + "'");
    require(isAgreed, "This sets the cursor of " + where + " to " + cursor.json() + ".");
    return tell("set", maintenance.set(resource, partition, cursor), where);
  }

  /**
   * Forgets cursors.
   *
   * @param operands a resource, or nothing for all
   * @param isAgreed whether {@code --yes} was given
   * @throws SinkException when the lease is held, or the store cannot be written
   */
  int reset(List<String> operands, boolean isAgreed) throws SinkException {
    if (operands.size() > 1) {
      throw new UsageException("Write: checkpoint reset [RESOURCE].");
    }
    String resource = operands.isEmpty() ? null : known(operands.get(0));
    String where = resource == null ? "all resources" : "resource '" + resource + "'";
    require(
        isAgreed,
        "This forgets the cursors of "
            + where
            + ": the next run ingests them again from the start, beside what is written already.");
    return tell("reset", maintenance.reset(resource), where);
  }

  private static void require(boolean isAgreed, String what) {
    if (!isAgreed) {
      throw new UsageException(what + " Add --yes to agree.");
    }
  }

  private String known(String resource) {
    List<String> names = registry.resources();
    if (names.contains(resource)) {
      return resource;
    }
    String guess =
        ClosestName.guess(resource, names).map(name -> " Did you mean '" + name + "'?").orElse("");
    throw new UsageException(
        "There is no resource '"
            + resource
            + "'."
            + guess
            + " There are "
            + String.join(", ", names)
            + ".");
  }

  private StoredValue cursor(String resource, String text, ClassLoader loader)
      throws SinkException {
    String type = registry.checkpointClass(resource);
    if (type.isEmpty() || type.equals("java.lang.Void")) {
      throw new UsageException("Resource '" + resource + "' has no cursor.");
    }
    try {
      Class<?> cursorClass = Class.forName(type, false, loader);
      Object cursor =
          StoredValues.read(new StoredValue(type, text), cursorClass, "The cursor " + text);
      return StoredValues.write(cursor, "The cursor");
    } catch (ClassNotFoundException e) {
      throw SinkException.stop("Class " + type + " of the cursor is not on the class path.");
    } catch (SinkException e) {
      throw new UsageException(
          "'"
              + text
              + "' is no cursor of resource '"
              + resource
              + "': write a "
              + type
              + " as JSON, as 'checkpoint show' does.");
    }
  }

  private int tell(String what, Maintenance.Change change, String where) {
    boolean wasAcknowledged = change.before().position() != null;
    String pruned =
        "upstream has been told of a position, and what it has pruned since does not come back";
    if (json) {
      out.println(
          JsonLine.ofType("checkpointChange")
              .with("change", what)
              .with("of", where)
              .with("revision", change.after().revision())
              .with("incarnation", change.after().incarnation())
              .with("warning", wasAcknowledged ? pruned : null));
    } else {
      out.println(
          "The checkpoint of "
              + where
              + " is "
              + what
              + ": revision "
              + change.after().revision()
              + ", a new incarnation. The next run starts there.");
      if (wasAcknowledged) {
        out.println("Note: " + pruned + ".");
      }
    }
    return ExitCode.OK;
  }
}
