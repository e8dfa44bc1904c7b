package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.GUEST;
import static dev.offprint.session.Life.STRANGER;
import static dev.offprint.session.Life.V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Permission.Deed;
import dev.offprint.session.Permission.Policy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionTest {
  private static final Policy LEADS = new Policy(Set.of("leads"), false, false);
  private static final Actor LEAD =
      new Actor(new PersonId("t:lea"), "lea", Actor.Standing.MEMBER, Set.of("leads"));
  private static final State STATE = States.awaitingApproval();

  @Test
  void ownerAndMembersDecideAllButForgetting() {
    for (Deed deed : Deed.values()) {
      assertThat(may(Policy.DEFAULT, ADA, deed)).isTrue();
      assertThat(may(Policy.DEFAULT, BEN, deed)).isEqualTo(deed != Deed.FORGET);
    }
  }

  @Test
  void guestsAndOthersDecideNothingUnlessAllowed() {
    for (Deed deed : Deed.values()) {
      assertThat(may(Policy.DEFAULT, GUEST, deed)).isFalse();
      assertThat(may(Policy.DEFAULT, STRANGER, deed)).isFalse();
      boolean asMember = deed != Deed.FORGET;
      assertThat(may(new Policy(Set.of(), true, false), GUEST, deed)).isEqualTo(asMember);
      assertThat(may(new Policy(Set.of(), true, false), STRANGER, deed)).isFalse();
      assertThat(may(new Policy(Set.of(), false, true), STRANGER, deed)).isEqualTo(asMember);
    }
  }

  @Test
  void whereApproversAreNamedOnlyTheyApprove() {
    assertThat(may(LEADS, LEAD, Deed.APPROVE)).isTrue();
    assertThat(may(LEADS, BEN, Deed.APPROVE)).isFalse();
    assertThat(may(LEADS, ADA, Deed.APPROVE)).isFalse();
    assertThat(may(LEADS, BEN, Deed.TAKE_PART)).isTrue();
    assertThat(may(LEADS, ADA, Deed.CANCEL)).isTrue();
    assertThat(may(LEADS, BEN, Deed.CANCEL)).isFalse();
  }

  @Test
  void guestOfAGroupIsStillAGuest() {
    Actor guest = new Actor(GUEST.id(), "gil", Actor.Standing.GUEST, Set.of("leads"));
    assertThat(may(LEADS, guest, Deed.APPROVE)).isFalse();
  }

  @Test
  void holderOwnerAndApproversLiftAHold() {
    State held =
        ((Step.Accepted)
                Lifecycle.next(LEADS, STATE, new EventId("h"), new Event.HoldAsked(BEN, "wait")))
            .state();
    assertThat(Permission.refusal(LEADS, held, BEN, Deed.LIFT_HOLD)).isEmpty();
    assertThat(Permission.refusal(LEADS, held, ADA, Deed.LIFT_HOLD)).isEmpty();
    assertThat(Permission.refusal(LEADS, held, LEAD, Deed.LIFT_HOLD)).isEmpty();
    assertThat(Permission.refusal(LEADS, held, Life.CY, Deed.LIFT_HOLD))
        .contains("Only @ben, @ada and those who may approve can lift the hold.");
  }

  @Test
  void whoMayNotApproveSeesWhoCan() {
    Event approval = new Event.PlanApproved(GUEST, V1);
    assertThat(Lifecycle.next(STATE, new EventId("g"), approval))
        .isEqualTo(new Step.Refused("Only @ada and the members of this channel can decide that."));
    assertThat(Lifecycle.next(LEADS, STATE, new EventId("b"), new Event.PlanApproved(BEN, V1)))
        .isEqualTo(new Step.Refused("Only people of leads can decide that."));
  }

  private static boolean may(Policy policy, Actor actor, Deed deed) {
    return Permission.refusal(policy, STATE, actor, deed).isEmpty();
  }
}
