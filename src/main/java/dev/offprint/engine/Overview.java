package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.session.Condition;
import dev.offprint.session.PersonId;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;

/**
 * A session in a list of several, for one person: what it is about, where it stands, whom it waits
 * for, and what can be done about it from there.
 *
 * @param waits empty where nobody is waited for
 */
public record Overview(
    SessionId session,
    ThreadRef thread,
    String title,
    String stands,
    String waits,
    List<Button> buttons) {
  public Overview {
    buttons = List.copyOf(buttons);
  }

  static Overview of(Facts facts, PersonId viewer) {
    State state = facts.state();
    return new Overview(
        state.id(),
        state.thread(),
        HeaderWords.title(facts),
        HeaderWords.at(state.owner().name()) + ": " + StageWords.condition(state),
        HeaderWords.waits(facts).orElse(""),
        buttons(facts, viewer));
  }

  private static List<Button> buttons(Facts facts, PersonId viewer) {
    State state = facts.state();
    List<Button> buttons = new ArrayList<>();
    boolean awaits = state.condition() instanceof Condition.AwaitingApproval;
    if (awaits && state.hold() == null) {
      buttons.add(
          new Button(
              "Approve v" + state.version().number(), new Action.Approve(state.version()), true));
      buttons.add(new Button("Change", new Action.Change(state.version()), false));
    }
    buttons.addAll(HeaderWords.header(facts).buttons());
    if (Queries.ended(state.condition())) {
      return buttons;
    }
    if (state.hold() == null && !(state.condition() instanceof Condition.Delivered)) {
      buttons.add(new Button("Hold", new Action.Hold(), false));
    }
    if (!state.owner().id().equals(viewer)) {
      buttons.add(new Button("Take over", new Action.TakeOver(), false));
    }
    return buttons;
  }
}
