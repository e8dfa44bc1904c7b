package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.World;
import dev.offprint.session.Condition;
import dev.offprint.session.Permission;
import dev.offprint.session.PlanVersion;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who may approve on Slack: by group where some are named, and by what kind of account. */
class WhoMayTest {
  private static final Permission.Policy LEADS =
      new Permission.Policy(Set.of("leads"), false, false);

  @TempDir Path directory;
  private Lab lab;
  private At asked;

  @BeforeEach
  void open() {
    lab = new Lab(directory).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "a thread");
  }

  /** The same where this holds. */
  private void open(Permission.Policy policy) {
    lab.close();
    lab = new Lab(directory.resolve("other"), policy).connect();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void planned() {
    asked = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.settled();
    lab.world.runDue();
    assertThat(lab.session(asked).condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  private void approves(SlackPerson who) {
    lab.slack.as(who).reply(asked, "@offprint approve 1");
    lab.settled();
  }

  private void nobodyApproved() {
    assertThat(lab.session(asked).approval()).isNull();
  }

  private String approver() {
    return Objects.requireNonNull(lab.session(asked).approval()).by().name();
  }

  @Test
  void onlyPeopleOfTheGroupApproveAndTheOthersHearWhoCan() {
    open(LEADS);
    lab.slack.group("leads", lab.ben);
    lab.slack.group("staff", lab.ada, lab.ben);
    planned();
    approves(lab.ada);
    assertThat(lab.told(lab.ada)).contains("Only people of leads can decide that");
    nobodyApproved();
    approves(lab.ben);
    assertThat(approver()).isEqualTo("ben");
    assertThat(lab.slack.calls("usergroups.list")).hasSize(1);
  }

  @Test
  void whoeverMayNotApproveTakesPartAllTheSame() {
    open(LEADS);
    lab.slack.group("leads", lab.ben);
    planned();
    lab.slack.as(lab.ada).reply(asked, "@offprint change: rate 0.3");
    lab.settled();
    lab.world.runDue();
    assertThat(lab.session(asked).version()).isEqualTo(new PlanVersion(2));
  }

  @Test
  void aGroupOfAnotherOrganisationWithThatHandleDecidesNothing() {
    open(LEADS);
    lab.slack.foreignGroup("leads", lab.ben);
    planned();
    approves(lab.ben);
    nobodyApproved();
  }

  @Test
  void aGuestInTheGroupDecidesNothing() {
    open(LEADS);
    SlackPerson gil = lab.slack.person("gil", SlackPerson.Kind.GUEST);
    lab.slack.joins(lab.room, gil);
    lab.slack.group("leads", gil);
    planned();
    approves(gil);
    nobodyApproved();
  }

  @Test
  void withoutTheScopeNobodyApprovesAndEverythingElseGoesOn() {
    open(LEADS);
    lab.slack.group("leads", lab.ben);
    Set<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("usergroups:read");
    lab.slack.scopes(scopes);
    planned();
    approves(lab.ben);
    assertThat(lab.told(lab.ben)).contains("Only people of leads can decide that");
    nobodyApproved();
  }

  @Test
  void whileSlackDoesNotSayNothingIsDecided() {
    open(LEADS);
    lab.slack.group("leads", lab.ben);
    lab.slack.faults().next("usergroups.list", 1, new Fault.Limited(1));
    assertThat(
            lab.slack
                .as(lab.ada)
                .command(lab.room, SlackNames.COMMAND, "list")
                .path("text")
                .asText())
        .contains("Please try again");
    planned();
    approves(lab.ben);
    assertThat(approver()).isEqualTo("ben");
  }

  @Test
  void whereNoGroupIsNamedNobodyAsksForGroups() {
    planned();
    approves(lab.ben);
    assertThat(approver()).isEqualTo("ben");
    assertThat(lab.slack.calls("usergroups.list")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"MEMBER", "BOT", "DEACTIVATED"})
  void guestsAndOtherOrganisationsDecideNothingUnlessTheyAreAllowed(SlackPerson.Kind kind) {
    SlackPerson other = joined(kind);
    planned();
    lab.slack.as(other).shortcut(SlackNames.SHORTCUT, asked);
    approves(other);
    nobodyApproved();
    assertThat(lab.told(other)).contains("can decide that");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"MEMBER", "BOT", "DEACTIVATED"})
  void whoIsAllowedDecidesLikeAMember(SlackPerson.Kind kind) {
    open(new Permission.Policy(Set.of(), true, true));
    SlackPerson other = joined(kind);
    planned();
    approves(other);
    assertThat(approver()).isEqualTo(other.name());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"MEMBER", "BOT", "DEACTIVATED"})
  void neitherCommandNorShortcutBeginsAnythingForThem(SlackPerson.Kind kind) {
    SlackPerson other = joined(kind);
    At message = lab.slack.as(lab.ada).say(lab.room, "https://arxiv.org/abs/2504.17192");
    lab.slack.as(other).shortcut(SlackNames.SHORTCUT, message);
    lab.slack.as(other).command(lab.room, SlackNames.COMMAND, "https://arxiv.org/abs/2504.17192");
    assertThat(lab.sessions()).isEmpty();
  }

  private SlackPerson joined(SlackPerson.Kind kind) {
    SlackPerson other = lab.slack.person("gil", kind);
    lab.slack.joins(lab.room, other);
    return other;
  }
}
