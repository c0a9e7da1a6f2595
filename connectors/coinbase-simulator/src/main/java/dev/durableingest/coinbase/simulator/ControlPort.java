package dev.durableingest.coinbase.simulator;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;

/** Lets anybody with an HTTP client make the exchange misbehave and see what it did. */
final class ControlPort {
  private final ExchangeSimulator simulator;

  ControlPort(ExchangeSimulator simulator) {
    this.simulator = simulator;
  }

  void addRoutes(JavalinConfig config) {
    config.routes.get("/control/state", this::showState);
    config.routes.post("/control/misbehave", this::misbehave);
    config.routes.post("/control/behave", context -> act(context, simulator::behave));
    config.routes.post("/control/pause", context -> act(context, simulator::pauseMarket));
    config.routes.post("/control/resume", context -> act(context, simulator::resumeMarket));
  }

  private void misbehave(Context context) {
    Misbehaviour misbehaviour;
    try {
      misbehaviour = MisbehaviourRequest.parse(context.body());
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    act(context, () -> simulator.misbehave(misbehaviour));
  }

  private void showState(Context context) {
    context.contentType("application/json; charset=utf-8");
    context.result(Json.of(simulator.state()) + "\n");
  }

  private void act(Context context, Runnable action) {
    action.run();
    showState(context);
  }
}
