package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.Source.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which papers may leave this machine, by channel; before anything of them is sent. */
class PaperPolicyTest {
  private static final URI ARXIV = URI.create("https://arxiv.org/abs/2401.00001");
  private static final URI SOMEWHERE = URI.create("https://files.example.org/rates.pdf");

  @TempDir Path directory;
  private @Nullable Rig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
  }

  /** Samples live in the channel lab. */
  private Rig open(PaperPolicy.Where lab) {
    Rig made =
        new Rig(
            directory,
            new Seams() {
              @Override
              public HouseRules rules() {
                return new HouseRules(
                    Limits.ofSession(Rig.BUDGET),
                    new PaperPolicy(PaperPolicy.Where.ANY, Map.of("lab", lab)));
              }

              @Override
              public Downloads downloads(Downloads none) {
                return address ->
                    new Downloads.Fetched.Done(
                        "paper".getBytes(StandardCharsets.UTF_8), "rates.pdf", address, null);
              }
            });
    made.models.local = false;
    rig = made;
    return made;
  }

  private static Source attached(Rig rig, Role role, String name, String text) {
    return new Source(role, new Source.Origin.Attachment(), name, rig.ports.blobs().putText(text));
  }

  private static Source linked(Role role, URI address) {
    return new Source(role, new Source.Origin.Link(address), "linked.pdf", null);
  }

  private static SessionId asked(Rig rig, Source... sources) {
    SessionId session =
        rig.inbox
            .begin(
                new EventId("begin"),
                new Event.Requested(
                    Samples.ADA,
                    Samples.THREAD,
                    new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
                    List.of(sources),
                    Rig.BUDGET))
            .session();
    rig.runDue();
    return session;
  }

  private static void refused(Rig rig, SessionId session, String words) {
    assertThat(rig.condition(session))
        .isInstanceOfSatisfying(
            Condition.Paused.class,
            paused -> assertThat(paused.cause()).isEqualTo(new Cause.MustStay(words)));
    assertThat(rig.models.asked).isEmpty();
    assertThat(rig.stages.ran).isEmpty();
  }

  @Test
  void aFileIsNotSentWhereOnlyPublicPapersAreAndItsLinkIsReadInstead() {
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    SessionId session = asked(rig, attached(rig, Role.PAPER, "rates.pdf", "paper"));
    refused(
        rig,
        session,
        "In this channel only public papers go to nobody (fake:one), and nothing says that"
            + " rates.pdf is one. Send its arXiv or DOI link here, and that is read instead; or"
            + " have whoever runs Offprint name a model on this machine.");
    rig.receive(session, "link", new Event.SourceAdded(Samples.ADA, linked(Role.PAPER, ARXIV)));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void aLinkToAnywhereDoesNotMakeAPaperPublic() {
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    assertThat(rig.condition(asked(rig, linked(Role.PAPER, SOMEWHERE))))
        .isInstanceOf(Condition.Paused.class);
    assertThat(rig.models.asked).isEmpty();
  }

  @Test
  void aModelOnThisMachineReadsWhatIsNotPublic() {
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    rig.models.local = true;
    assertThat(rig.condition(asked(rig, attached(rig, Role.PAPER, "rates.pdf", "paper"))))
        .isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void whereOnlyThisMachineReadsNotEvenAPublicPaperGoesOut() {
    Rig rig = open(PaperPolicy.Where.LOCAL);
    SessionId session = asked(rig, linked(Role.PAPER, ARXIV));
    refused(
        rig,
        session,
        "In this channel only models on this machine may read papers, and nobody (fake:one) is"
            + " none. Ask in another channel, or have whoever runs Offprint name a model on this"
            + " machine.");
    rig.models.local = true;
    rig.receive(session, "now", new Event.RetryAsked(Samples.ADA));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void otherChannelsSendWhatTheyLike() {
    Rig rig = open(PaperPolicy.Where.ANY);
    assertThat(rig.condition(asked(rig, attached(rig, Role.PAPER, "rates.pdf", "paper"))))
        .isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void aFileBesideAPublicPaperIsLeftOutAndThePlanSaysSo() {
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    SessionId session =
        asked(
            rig,
            linked(Role.PAPER, ARXIV),
            attached(rig, Role.BESIDE, "secret.txt", "ours alone"),
            attached(rig, Role.BESIDE, "paper.tex", "latex of rates"));
    assertThat(rig.queries.plan(session).orElseThrow().roadmap().leftOut())
        .contains(
            "secret.txt is not used: nothing says that it is public, and in this channel nothing"
                + " else leaves this machine");
    assertThat(rig.state(session).sources())
        .extracting(Source::role)
        .containsExactly(Role.PAPER, Role.BESIDE, Role.BESIDE);
  }

  @Test
  void aFileAddedLaterIsNotSentEither() {
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    SessionId session = asked(rig, linked(Role.PAPER, ARXIV));
    int before = rig.models.asked.size();
    rig.receive(
        session,
        "more",
        new Event.SourceAdded(Samples.ADA, attached(rig, Role.BESIDE, "secret.txt", "ours alone")));
    rig.runDue();
    assertThat(rig.models.asked).hasSize(before);
    assertThat(rig.state(session).version()).isEqualTo(new PlanVersion(1));
  }

  @Test
  void aLinkThatOpensAPrivateFileIsNotPublic() {
    PaperPolicy policy = new PaperPolicy(PaperPolicy.Where.PUBLIC, Map.of());
    Rig rig = open(PaperPolicy.Where.PUBLIC);
    assertThat(
            policy.leavesOut(
                Samples.THREAD,
                linked(Role.BESIDE, URI.create("https://files.test/x?token=s3cret")),
                rig.models))
        .isPresent();
    assertThat(
            policy.leavesOut(
                Samples.THREAD,
                linked(Role.BESIDE, URI.create("https://files.test/x?id=7")),
                rig.models))
        .isEmpty();
  }

  @Test
  void everyCallOfAPaperThatStaysSaysSo() {
    Rig rig = open(PaperPolicy.Where.LOCAL);
    rig.models.local = true;
    Set<Boolean> local = new HashSet<>();
    rig.models.answering =
        (prompt, call) -> {
          local.add(call.local());
          return "ok";
        };
    asked(rig, attached(rig, Role.PAPER, "rates.pdf", "paper"));
    assertThat(local).containsExactly(true);
  }
}
