package dev.offprint.engine;

import dev.offprint.engine.Chat.Mark;
import dev.offprint.engine.Chat.Mark.Sign;
import dev.offprint.session.BlobId;
import dev.offprint.session.Condition;

/** How a session stands, as one sign beside the message that asked. */
final class SignWords {
  private SignWords() {}

  static Mark mark(Facts facts) {
    return switch (facts.state().condition()) {
      case Condition.Working working -> new Mark(Sign.WORKING, StageWords.doing(working.stage()));
      case Condition.Held held -> new Mark(Sign.WAITING, "");
      case Condition.Choosing choosing -> new Mark(Sign.WAITING, "");
      case Condition.Asking asking -> new Mark(Sign.WAITING, "");
      case Condition.AwaitingApproval awaiting -> new Mark(Sign.WAITING, "");
      case Condition.Delivered delivered -> new Mark(delivered(facts), "");
      case Condition.Paused paused -> new Mark(Sign.STOPPED, "");
      case Condition.Failed failed -> new Mark(Sign.STOPPED, "");
      case Condition.Cancelled cancelled -> new Mark(Sign.ENDED, "");
      case Condition.Declined declined -> new Mark(Sign.ENDED, "");
      case Condition.Forgotten forgotten -> new Mark(Sign.ENDED, "");
    };
  }

  private static Sign delivered(Facts facts) {
    BlobId delivery = facts.state().delivered();
    return delivery != null && facts.delivery(delivery).draft() ? Sign.DRAFT : Sign.DELIVERED;
  }
}
