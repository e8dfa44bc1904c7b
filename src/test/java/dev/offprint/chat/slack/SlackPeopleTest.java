package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Actor;
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
  private final SlackPeople people = peopleOf("");

  private SlackPeople peopleOf(String organisation) {
    return new SlackPeople(
        api,
        new Ourselves("U0OFFPRINT", Workspace.TEAM, organisation, "", Set.of()),
        new SlackGroups(api, Set.of("leads")));
  }

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
  void anotherWorkspaceOfOurOrganisationIsNotElsewhere() {
    SlackPerson ada = slack.person("ada", SlackPerson.Kind.MEMBER, Workspace.SISTER_TEAM);
    slack.group("leads", ada);
    Actor known = peopleOf(Workspace.ORGANISATION).actor(ada.id(), Workspace.SISTER_TEAM);
    assertThat(known.standing()).isEqualTo(Standing.MEMBER);
    assertThat(known.groups()).containsExactly("leads");
    assertThat(standing(ada, Workspace.SISTER_TEAM)).isEqualTo(Standing.OTHER_ORGANISATION);
  }

  @Test
  void aStrangerOfOurOrganisationAndAMemberOfAnotherAreOfElsewhere() {
    SlackPeople people = peopleOf(Workspace.ORGANISATION);
    SlackPerson sister = slack.person("dot", SlackPerson.Kind.STRANGER, Workspace.SISTER_TEAM);
    SlackPerson other = slack.person("eve", SlackPerson.Kind.MEMBER, Workspace.OTHER_TEAM);
    for (String team : List.of("", Workspace.SISTER_TEAM, Workspace.OTHER_TEAM)) {
      assertThat(people.actor(sister.id(), team).standing()).isEqualTo(Standing.OTHER_ORGANISATION);
      assertThat(people.actor(other.id(), team).standing()).isEqualTo(Standing.OTHER_ORGANISATION);
    }
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
