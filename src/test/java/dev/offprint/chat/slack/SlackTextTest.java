package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Slack's form of what people write, read back. */
class SlackTextTest {
  private static SlackText read(String written) {
    return SlackText.read(written, "U0BOT", user -> user.equals("U1") ? "ben" : user);
  }

  @Test
  void ourMentionIsTakenOutAndStated() {
    assertThat(read("<@U0BOT> only Table 2")).isEqualTo(new SlackText("only Table 2", true, false));
    assertThat(read("only <@U0BOT|offprint>")).isEqualTo(new SlackText("only", true, false));
  }

  @Test
  void othersKeepTheirNames() {
    assertThat(read("<@U1> look")).isEqualTo(new SlackText("@ben look", false, true));
    assertThat(read("<@U2|cy> look")).isEqualTo(new SlackText("@cy look", false, true));
  }

  @Test
  void everybodyIsSomebodyElse() {
    assertThat(read("<!here> look")).isEqualTo(new SlackText("@here look", false, true));
    assertThat(read("<!subteam^S1|@lab> look")).isEqualTo(new SlackText("@lab look", false, true));
    assertThat(read("<!subteam^S1> look")).isEqualTo(new SlackText("@group look", false, true));
    assertThat(read("<!date^1^{date}|today>")).isEqualTo(new SlackText("today", false, false));
  }

  @Test
  void linksAreBareAndKeepTheLabelThatSomebodyGaveThem() {
    assertThat(read("<https://example.org/a.pdf>").text()).isEqualTo("https://example.org/a.pdf");
    assertThat(read("<https://arxiv.org/abs/2504.17192|arxiv.org/abs/2504.17192>").text())
        .isEqualTo("https://arxiv.org/abs/2504.17192");
    assertThat(read("<https://example.org/a?b=1&amp;c=2|the paper>").text())
        .isEqualTo("the paper https://example.org/a?b=1&c=2");
    assertThat(read("<mailto:a@example.org|a@example.org>").text()).isEqualTo("a@example.org");
  }

  @Test
  void channelsAreNamed() {
    assertThat(read("see <#C1|papers> and <#C2>").text()).isEqualTo("see #papers and #C2");
  }

  @Test
  void whatIsEscapedComesBackAndIsNoMarkup() {
    assertThat(read("a &lt;@U0BOT&gt; b &amp;lt; c").text()).isEqualTo("a <@U0BOT> b &lt; c");
    assertThat(read("a &lt;@U0BOT&gt;").us()).isFalse();
  }
}
