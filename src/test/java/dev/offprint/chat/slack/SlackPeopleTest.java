package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Actor.Standing;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every fact of Slack's that makes somebody less than a member, each alone. */
class SlackPeopleTest {
  private final FakeSlack slack = FakeSlack.start();
  private final SlackApi api =
      new SlackApi(
          SlackSettings.of(slack.botToken(), slack.appToken())
              .withApi(URI.create(slack.methodsUrl())));
  private final SlackPeople people =
      new SlackPeople(
          api,
          new Ourselves("U0OFFPRINT", Workspace.TEAM, "", "", Set.of()),
          new SlackGroups(api, Set.of("leads")));

  @AfterEach
  void close() {
    api.close();
    slack.close();
  }

  private Standing standing(SlackPerson person, String team) {
    return people.actor(person.id(), team).standing();
  }

  @Test
  void aMemberOfThisWorkspaceIsOne() {
    assertThat(standing(slack.member("ada"), Workspace.TEAM)).isEqualTo(Standing.MEMBER);
    assertThat(standing(slack.member("ben"), "")).isEqualTo(Standing.MEMBER);
  }

  @Test
  void whoeverSlackCallsAStrangerIsOfElsewhere() {
    assertThat(standing(slack.person("dot", SlackPerson.Kind.STRANGER, Workspace.TEAM), ""))
        .isEqualTo(Standing.OTHER_ORGANISATION);
  }

  @Test
  void anAccountOfAnotherWorkspaceIsOfElsewhere() {
    assertThat(standing(slack.person("dot", SlackPerson.Kind.MEMBER, Workspace.OTHER_TEAM), ""))
        .isEqualTo(Standing.OTHER_ORGANISATION);
  }

  @Test
  void whomTheEventPlacesElsewhereIsOfElsewhereAndInNoGroup() {
    SlackPerson ada = slack.member("ada");
    slack.group("leads", ada);
    assertThat(people.actor(ada.id(), Workspace.OTHER_TEAM))
        .satisfies(
            actor -> {
              assertThat(actor.standing()).isEqualTo(Standing.OTHER_ORGANISATION);
              assertThat(actor.groups()).isEmpty();
            });
    assertThat(people.actor(ada.id(), Workspace.TEAM).groups()).containsExactly("leads");
  }

  @Test
  void guestsAndBotsAreGuests() {
    for (SlackPerson.Kind kind :
        List.of(
            SlackPerson.Kind.GUEST, SlackPerson.Kind.SINGLE_CHANNEL_GUEST, SlackPerson.Kind.BOT)) {
      assertThat(standing(slack.person("gil" + kind.ordinal(), kind), ""))
          .as("%s", kind)
          .isEqualTo(Standing.GUEST);
    }
  }

  @Test
  void whoIsNotKnownToSlackIsAGuestAndWhoCannotBeAskedForComesAgain() {
    assertThat(people.actor("U0NOBODY", "").standing()).isEqualTo(Standing.GUEST);
    slack.faults().next("users.info", 1, new Fault.Status(503));
    SlackPerson ada = slack.member("ada");
    assertThatThrownBy(() -> people.actor(ada.id(), "")).isInstanceOf(SlackPeople.NotNow.class);
    assertThat(standing(ada, "")).isEqualTo(Standing.MEMBER);
  }
}
