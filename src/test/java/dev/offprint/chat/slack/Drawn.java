package dev.offprint.chat.slack;

import dev.offprint.engine.Action;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.BlobId;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of every kind, as people meet them. */
final class Drawn {
  static final Person ADA = new Person(new PersonId("slack:U0ADA"), "ada");
  static final Person BEN = new Person(new PersonId("slack:U0BEN"), "ben");
  private static final PlanVersion ONE = new PlanVersion(1);
  private static final PlanVersion TWO = new PlanVersion(2);
  private static final QuestionId Q1 = new QuestionId("Q1");
  private static final QuestionId Q2 = new QuestionId("Q2");
  private static final Chat.PostId CARD = new Chat.PostId("1712000000.000200");
  private static final Chat.PostId RESULT = new Chat.PostId("1712000000.000300");
  private static final String TITLE = "Learning Rates of Small Models, 10 p.";

  private Drawn() {}

  static Map<String, Message> all() {
    Map<String, Message> all = new LinkedHashMap<>();
    all.put("header-working", working());
    all.put("header-waiting", waiting());
    all.put("header-delivered", done());
    all.put("questions", questions());
    all.put("questions-many-options", manyOptions());
    all.put("contested", contested());
    all.put("plan-card", card());
    all.put("plan-card-second", second());
    all.put("plan-card-approved", approved());
    all.put("delivered", delivered());
    all.put("delivered-draft", draft());
    all.put("paused", paused());
    all.put("failed", failed());
    all.put("declined", declined());
    all.put("echo", echo());
    all.put("which-paper", whichPaper());
    all.put("same-paper", samePaper());
    all.put("when-to-change", whenToChange());
    all.put("reminder", reminder());
    all.put("unreachable", unreachable());
    all.put("reply", reply());
    return all;
  }

  private static Button button(String label, Action action) {
    return new Button(label, action, false);
  }

  private static Button first(String label, Action action) {
    return new Button(label, action, true);
  }

  private static Attachment file(String name, String type) {
    return new Attachment(name, type, BlobId.EMPTY);
  }

  private static Message working() {
    return new Message.Header(
        TITLE,
        List.of(
            new Line("Asked", "only Table 2, in PyTorch, on one CPU"),
            new Line("Found", "code https://github.com/example/rates (p. 3, independent of it)"),
            new Line("Reader", "openai:gpt-5.2; it gets the paper's text"),
            new Line("Stage", "2/6 finding what the paper demands · 1 of 3"),
            new Line(
                "Time", "20 s in this stage, 35 s since the request, 2–4 min left to the plan"),
            new Line("Spent", "18,204 of 1,000,000 tokens")),
        List.of(
            button("Use as reference", new Action.UseAsReference(0)),
            button("Cancel", new Action.Cancel())));
  }

  private static Message waiting() {
    return new Message.Header(
        TITLE,
        List.of(
            new Line("Reader", "ollama:qwen3-coder; the paper's text stays on this machine"),
            new Line("Stage", "plan version 1 waits for approval"),
            new Line("Spent", "61,300 of 1,000,000 tokens"),
            new Line("Plan", "version 1", CARD),
            new Line("Waits", "for @ada to approve plan version 1")),
        List.of());
  }

  private static Message done() {
    return new Message.Header(
        TITLE,
        List.of(
            new Line("Reader", "openai:gpt-5.2; it gets the paper's text"),
            new Line("Stage", "delivered, number 1"),
            new Line("Spent", "412,077 of 1,000,000 tokens"),
            new Line("Plan", "version 1, approved by @ada", CARD),
            new Line("Delivery", "number 1", RESULT)),
        List.of());
  }

  private static Message questions() {
    return new Message.Questions(
        List.of(ADA),
        "2 questions; I go on with the ● ones",
        List.of(
            new Asked(
                Q1,
                "1 What first? (changes what is built)",
                List.of(
                    first("a ● Table 2, 5 min CPU", new Action.Pick(Q1, 0)),
                    button("b Fig. 4, needs a GPU", new Action.Pick(Q1, 1)),
                    button("c Method only", new Action.Pick(Q1, 2)),
                    button("in words", new Action.InWords(Q1)))),
            new Asked(
                Q2,
                "2 α for set B is not given (p. 6: \"chosen by validation\")",
                List.of(
                    first("a ● 0.05, as in §5.1", new Action.Pick(Q2, 0)),
                    button("b search 0.01–0.2", new Action.Pick(Q2, 1)),
                    button("in words", new Action.InWords(Q2))))),
        List.of(button("Use defaults", new Action.UseDefaults())),
        List.of());
  }

  private static Message manyOptions() {
    List<Button> options = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      options.add(button((char) ('a' + i) + " seed " + i, new Action.Pick(Q1, i)));
    }
    options.add(button("in words", new Action.InWords(Q1)));
    return new Message.Questions(
        List.of(ADA),
        "1 question; I wait for your answer",
        List.of(new Asked(Q1, "1 Which seed was used?", options)),
        List.of(),
        List.of());
  }

  private static Message contested() {
    return new Message.Questions(
        List.of(ADA, BEN),
        "@ada says 0.05, @ben says 0.1. In use: 0.05 (@ada), until one of you or @ada decides",
        List.of(
            new Asked(
                Q2,
                "2 α for set B is not given",
                List.of(
                    first("a ● 0.05", new Action.Pick(Q2, 0)),
                    button("b 0.1", new Action.Pick(Q2, 1)),
                    button("in words", new Action.InWords(Q2))))),
        List.of(),
        List.of());
  }

  private static List<Attachment> planFiles() {
    return List.of(
        file("plan.md", "text/markdown"),
        file("plan.yaml", "application/yaml"),
        file("classes.png", "image/png"),
        file("sequence.png", "image/png"));
  }

  private static Message card() {
    return new Message.PlanCard(
        "Plan v1 · " + TITLE,
        List.of(ADA),
        List.of(
            new Line("Builds", "§3 method + Table 2, PyTorch, 6 files"),
            new Line("Not", "Fig. 5 (data not public)"),
            new Line("Decided", "α = 0.05 (default) · k-means++ (paper silent)"),
            new Line("Data", "A generated · B open, 12 MB"),
            new Line(
                "Checked",
                "files, parse, imports, names, config keys, contracts, entry point. Table 2 is"
                    + " yours to run"),
            new Line("Cost", "300,000–450,000 tokens, cap 1,000,000, 6–9 min · spent 61,300")),
        List.of(
            first("Approve v1", new Action.Approve(ONE)),
            button("Change", new Action.Change(ONE)),
            button("Cancel", new Action.Cancel()),
            button("Details", new Action.Details(ONE))),
        planFiles());
  }

  private static Message second() {
    return new Message.PlanCard(
        "Plan v2 · " + TITLE,
        List.of(ADA),
        List.of(
            new Line("Changed", "Fig. 4 is built too (@ben)"),
            new Line("Files", "+ figure.py · main.py"),
            new Line("Cost", "340,000–500,000 tokens, cap 1,000,000, 7–10 min · spent 80,120")),
        List.of(
            first("Approve v2", new Action.Approve(TWO)),
            button("Change", new Action.Change(TWO)),
            button("Cancel", new Action.Cancel()),
            button("Details", new Action.Details(TWO))),
        planFiles());
  }

  private static Message approved() {
    return new Message.PlanCard(
        "Plan v1 · " + TITLE,
        List.of(),
        List.of(
            new Line("Builds", "§3 method + Table 2, PyTorch, 6 files"),
            new Line("Cost", "cap 1,000,000 tokens"),
            new Line("", "approved by @ada, version 1")),
        List.of(button("Details", new Action.Details(ONE))),
        planFiles());
  }

  private static List<Button> afterDelivery() {
    return List.of(
        button("It ran", new Action.Ran(true, 1)),
        button("It failed: paste the error", new Action.Ran(false, 1)),
        button("Change something", new Action.Change(ONE)));
  }

  private static Message delivered() {
    return new Message.Delivered(
        List.of(ADA),
        "imports resolved",
        List.of(
            new Line("Archive", "learning-rates-1.zip, from plan version 1"),
            new Line(
                "Ledger",
                "12 implemented, 2 assumed, 1 missing: R9 early stopping after ten epochs"),
            new Line("Not run", "smoke run: no sandbox"),
            new Line(
                "Run",
                "unzip it, then: pip install -r requirements.txt; python main.py --config"
                    + " config.yaml --smoke"),
            new Line(
                "By", "openai:gpt-5.2 · 350,777 tokens (201,000 from the cache), 7 min of work")),
        afterDelivery(),
        List.of(file("learning-rates-1.zip", "application/zip")));
  }

  private static Message draft() {
    return new Message.Delivered(
        List.of(ADA, BEN),
        "draft; fails: every import resolves",
        List.of(
            new Line("Archive", "learning-rates-2.zip, from plan version 2"),
            new Line(
                "Ledger", "9 implemented, 3 assumed, 3 missing: R2 the loss; R4 set B; +1 more"),
            new Line("Fails", "every import resolves: figure.py:3 no module seaborne"),
            new Line(
                "By", "openai:gpt-5.2 · 90,000 tokens (12,000 from the cache), 3 min of work")),
        afterDelivery(),
        List.of(file("learning-rates-2.zip", "application/zip")));
  }

  private static Message paused() {
    return new Message.Stopped(
        List.of(ADA),
        "Paused while writing the files",
        List.of(
            new Line("Why", "the limit of 1,000,000 tokens would be passed"),
            new Line(
                "Saved", "the paper as read, plan version 1, the specifications, every answer"),
            new Line("Spent", "981,400 of 1,000,000 tokens"),
            new Line("Next", "say \"budget 1500000\" to raise the limit, or cancel")),
        List.of(first("Try again", new Action.Retry()), button("Cancel", new Action.Cancel())),
        List.of());
  }

  private static Message failed() {
    return new Message.Stopped(
        List.of(ADA),
        "Failed while reading the paper",
        List.of(
            new Line("Why", "the file has no text: it is a scan"),
            new Line("Next", "send another file in a new thread, or try again")),
        List.of(first("Try again", new Action.Retry()), button("Cancel", new Action.Cancel())),
        List.of());
  }

  private static Message declined() {
    return new Message.Stopped(
        List.of(ADA),
        "Declined",
        List.of(
            new Line("Why", "the paper describes how to build a weapon"),
            new Line("Spent", "9,004 of 1,000,000 tokens")),
        List.of(),
        List.of());
  }

  private static Message echo() {
    return new Message.Note(
        List.of(),
        "@ben: 2 α for set B is not given → search 0.01–0.2",
        List.of(button("Undo", new Action.Undo(new EventId("slack:C01/1712000000.000400")))),
        List.of());
  }

  private static Message whichPaper() {
    List<Button> papers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      papers.add(button((i + 1) + " paper-" + (i + 1) + ".pdf", new Action.ChoosePaper(i)));
    }
    return new Message.Note(
        List.of(ADA),
        "Which of these is the paper? 1 paper-1.pdf · 2 paper-2.pdf · 3 paper-3.pdf",
        papers,
        List.of());
  }

  private static Message samePaper() {
    return new Message.Note(
        List.of(BEN),
        "This paper has been asked for before: ab12cd34 by @ada, delivered, number 1. Use its"
            + " result, fork it with its plan and answers, or start anew?",
        List.of(
            button(
                "Use ab12cd34",
                new Action.ChooseSame(
                    Event.SameChosen.Same.USE, new dev.offprint.session.SessionId("ab12cd34"))),
            button(
                "Fork ab12cd34",
                new Action.ChooseSame(
                    Event.SameChosen.Same.FORK, new dev.offprint.session.SessionId("ab12cd34"))),
            button("Anew", new Action.ChooseSame(Event.SameChosen.Same.ANEW, null))),
        List.of());
  }

  private static Message whenToChange() {
    EventId change = new EventId("slack:C01/1712000000.000500");
    return new Message.Note(
        List.of(),
        "@ben wants a change: use JAX. The files are being written: stop and apply it now, after"
            + " the delivery, or drop it? The work goes on meanwhile; without a word it is applied"
            + " after the delivery.",
        List.of(
            button("Stop and apply now", new Action.Time(change, Event.ChangeTimed.When.NOW)),
            button(
                "After the delivery",
                new Action.Time(change, Event.ChangeTimed.When.AFTER_DELIVERY)),
            button("Drop it", new Action.Time(change, Event.ChangeTimed.When.DROP))),
        List.of());
  }

  private static Message reminder() {
    return new Message.Note(
        List.of(ADA),
        "Still waiting for @ada to approve plan version 1. Nothing goes on without it, and I will"
            + " not ask again.",
        List.of(
            first("Approve v1", new Action.Approve(ONE)), button("Cancel", new Action.Cancel())),
        List.of());
  }

  private static Message unreachable() {
    return new Message.Note(
        List.of(ADA),
        "I cannot reach the thread of " + TITLE + " Everything is saved. Shall I go on here?",
        List.of(
            first("Continue here", new Action.ContinueHere()),
            button("Cancel", new Action.Cancel())),
        List.of());
  }

  private static Message reply() {
    return new Message.Note(
        List.of(),
        "The rate is 0.05 (p. 6, \"chosen by validation\"); train.py, line 41, reads it from"
            + " config.yaml.\nThe whole is in answer.md.",
        List.of(),
        List.of(file("answer.md", "text/markdown")));
  }
}
