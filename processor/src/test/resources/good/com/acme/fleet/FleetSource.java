package com.acme.fleet;

import com.acme.fleet.resources.Departures;
import com.acme.fleet.resources.Halts;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

/** Has no config, and two resources that write to one table. */
@Source(name = "fleet", resources = {Departures.class, Halts.class})
public final class FleetSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) throws Exception {
    context.emit(FleetResources.DEPARTURES, new Sighting("a", 1, true));
    context.emit(FleetResources.HALTS, new Sighting("a", 2, false));
  }
}
