package dev.offprint.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plans and their paper: one as a model would make it, and any number of wild ones by seed. */
public final class PlanFixtures {
  private static final String[] WORDS = {
    "decay rate",
    "naïve",
    "α",
    "\"quoted\"",
    "'single'",
    "`tick`",
    "$(touch owned)",
    "\"\"\"",
    "'''",
    "new\nline",
    "a: b",
    "# no comment",
    "- item",
    "{{x}}",
    "<script>",
    "|",
    "\\",
    "%s",
    "*star*",
    "__init__",
    "!include /etc/passwd",
    "@enduml",
    "%getenv(HOME)",
    "end",
    "\u202e",
    "\u2028",
    "\uD83D\uDE00",
    "&anchor",
    "*alias",
    "~",
    "null",
    "yes",
    "1e-3",
    "\t",
    "```",
    "${HOME}",
    "]]>",
    "; rm x",
    "[link](http://127.0.0.1)",
    "100 %",
    "\u0007",
    "EOF",
    "--",
    "..",
    "\r\n",
    "true",
    "]\nx = 1"
  };

  private PlanFixtures() {}

  /** A paper of twelve sentences on three pages. */
  public static Paper paper() {
    List<Paper.Sentence> sentences = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      sentences.add(
          new Paper.Sentence(
              i,
              1 + (i - 1) / 4,
              "Sentence " + i + " says that the rate k" + i + " is 0.0" + i + "."));
    }
    return new Paper(
        "Decay of things",
        List.of("Ada"),
        "Things decay.",
        3,
        List.of(
            new Paper.Section("1", "Introduction", 1, 1, 1, 4),
            new Paper.Section("2", "Method", 1, 2, 5, 12)),
        sentences,
        List.of(new Paper.Caption(Paper.Caption.Kind.TABLE, "Table 1", "Rates.", 3)),
        List.of(),
        List.of(),
        List.of());
  }

  /** A plan of three files for {@link #paper}. */
  public static Plan plan() {
    RepoPath model = new RepoPath("decay/model.py");
    RepoPath data = new RepoPath("decay/samples.py");
    return new Plan(
        new PlanVersion(1),
        "Decay of things",
        new Brief("only Table 1, in NumPy", "Table 1", "NumPy", "one core"),
        List.of(
            new Requirement(
                new RequirementId("R1"),
                "Integrate the decay equation",
                Requirement.Kind.METHOD,
                List.of(quote(6))),
            new Requirement(
                new RequirementId("R2"),
                "Report the rates of Table 1",
                Requirement.Kind.EVALUATION,
                List.of())),
        List.of(
            new Question(
                new QuestionId("Q1"), "Which step?", List.of("0.01", "0.1"), 0, "run time")),
        List.of(new Answer(new QuestionId("Q1"), "0.01", null)),
        List.of(
            new Dataset(
                new DatasetId("D1"),
                "Decay counts",
                "https://example.org/counts",
                "CC-BY",
                "12 MB",
                Dataset.Availability.OPEN,
                "simulated counts")),
        List.of(
            new Target(
                new TargetId("T1"),
                "rate",
                "Table 1",
                new BigDecimal("0.50"),
                new BigDecimal("0.01"),
                3,
                "5 minutes")),
        new Roadmap("The method and Table 1", List.of("model", "evaluation"), List.of("Fig. 5")),
        new Architecture(
            List.of(
                new Architecture.PlannedFile(data, "reads the counts"),
                new Architecture.PlannedFile(model, "the decay model"),
                new Architecture.PlannedFile(Logic.MAIN, "starts everything")),
            new Architecture.ClassDiagram(
                List.of(
                    new Architecture.Box(
                        "Decay",
                        model,
                        List.of("rate: float"),
                        List.of(
                            "__init__(self, rate: float)", "run(self, steps: int) -> list[float]")),
                    new Architecture.Box("samples", data, List.of(), List.of("load(path: str)")),
                    new Architecture.Box("main", Logic.MAIN, List.of(), List.of("main()"))),
                List.of(
                    new Architecture.Relation("main", "Decay", "runs"),
                    new Architecture.Relation("main", "samples", "reads"))),
            new Architecture.SequenceDiagram(
                List.of(
                    new Architecture.Arrow("main", "samples", "load(path)"),
                    new Architecture.Arrow("main", "Decay", "run(steps)"))),
            List.of(
                new Architecture.Format(
                    "counts", List.of(new Architecture.Field("time", "float", "s"))))),
        new Logic(
            List.of(
                new Task(data, "reads", List.of(), List.of(), List.of()),
                new Task(
                    model,
                    "integrates",
                    List.of(),
                    List.of(new RequirementId("R1")),
                    List.of("model.rate", "model.steps")),
                new Task(
                    Logic.MAIN,
                    "starts",
                    List.of(data, model),
                    List.of(new RequirementId("R2")),
                    List.of("seed"))),
            List.of(new Logic.Dependency("numpy", "==1.26.4"), new Logic.Dependency("pyyaml", "")),
            List.of("times in seconds")),
        List.of(
            new Setting(
                "model.rate", new Setting.Value.Num(new BigDecimal("0.50")), "1/s", quote(7), ""),
            new Setting(
                "model.steps", new Setting.Value.Num(new BigDecimal("100")), "", null, "enough"),
            new Setting("seed", new Setting.Value.Num(BigDecimal.ONE), "", null, "any will do")));
  }

  /** A sentence of {@link #paper}. */
  public static Quote quote(int sentence) {
    return paper().quote(sentence).orElseThrow();
  }

  /** A plan for {@link #paper} whose texts are as hostile as they can be. */
  public static Plan wild(long seed) {
    return new Wild(new Random(seed)).plan();
  }

  /** Makes one wild plan. */
  private record Wild(Random random) {
    Plan plan() {
      List<Requirement> requirements = new ArrayList<>();
      for (int i = 1; i <= 1 + random.nextInt(6); i++) {
        requirements.add(
            new Requirement(
                new RequirementId("R" + i), text(), one(Requirement.Kind.values()), quotes()));
      }
      List<Setting> config = settings();
      List<Task> tasks = tasks(requirements, config);
      List<Question> questions = new ArrayList<>();
      List<Answer> answers = new ArrayList<>();
      for (int i = 1; i <= random.nextInt(4); i++) {
        List<String> options = List.of(text(), text(), text()).subList(0, 2 + random.nextInt(2));
        QuestionId id = new QuestionId("Q" + i);
        int chosen = random.nextInt(options.size() + 1) - 1;
        questions.add(new Question(id, text(), options, chosen, texts(1).toString()));
        if (random.nextBoolean()) {
          answers.add(new Answer(id, text(), random.nextBoolean() ? person() : null));
        }
      }
      return new Plan(
          new PlanVersion(1 + random.nextInt(9)),
          text(),
          new Brief(text(), text(), "", text()),
          requirements,
          questions,
          answers,
          datasets(),
          targets(),
          new Roadmap(text(), texts(3), texts(2)),
          architecture(tasks),
          new Logic(tasks, List.of(new Logic.Dependency("numpy", ">=1.20,<3")), texts(3)),
          config);
    }

    private Person person() {
      return new Person(new PersonId("terminal:ben"), text());
    }

    private List<Setting> settings() {
      List<Setting> config = new ArrayList<>();
      for (int i = 0; i < random.nextInt(8); i++) {
        String key = one(new String[] {"yes", "on", "model.k", "a.b.c", "n", "train.null"}) + i;
        @Nullable Quote quote = random.nextBoolean() ? quote(1 + random.nextInt(12)) : null;
        config.add(
            new Setting(
                key,
                value(0),
                random.nextBoolean() ? text() : "",
                quote,
                quote == null ? text() : ""));
      }
      return config;
    }

    private Setting.Value value(int depth) {
      return switch (random.nextInt(depth < 2 ? 5 : 4)) {
        case 0 -> new Setting.Value.Num(number());
        case 1 -> new Setting.Value.Flag(random.nextBoolean());
        case 2, 3 -> new Setting.Value.Text(text());
        default -> new Setting.Value.Items(List.of(value(depth + 1), value(depth + 1)));
      };
    }

    private BigDecimal number() {
      return new BigDecimal(
          one(
              new String[] {
                "0", "1", "-3.10", "1E-7", "1E+20", "0.050", "123456789012345678901234"
              }));
    }

    private List<Task> tasks(List<Requirement> requirements, List<Setting> config) {
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < random.nextInt(5); i++) {
        List<RepoPath> earlier = new ArrayList<>();
        for (Task task : tasks) {
          if (random.nextBoolean()) {
            earlier.add(task.path());
          }
        }
        RepoPath path = new RepoPath(one(new String[] {"m", "pkg/m", "ünit/m"}) + i + ".py");
        tasks.add(new Task(path, text(), earlier, List.of(), List.of()));
      }
      tasks.add(
          new Task(
              Logic.MAIN,
              text(),
              tasks.stream().map(Task::path).toList(),
              requirements.stream().map(Requirement::id).toList(),
              config.stream().map(Setting::key).toList()));
      return tasks;
    }

    private Architecture architecture(List<Task> tasks) {
      List<Architecture.PlannedFile> files = new ArrayList<>();
      List<Architecture.Box> boxes = new ArrayList<>();
      for (Task task : tasks) {
        files.add(new Architecture.PlannedFile(task.path(), text()));
        boxes.add(new Architecture.Box(text() + boxes.size(), task.path(), texts(3), texts(3)));
      }
      List<Architecture.Relation> relations = new ArrayList<>();
      List<Architecture.Arrow> arrows = new ArrayList<>();
      for (int i = 0; i < random.nextInt(5); i++) {
        String from = boxes.get(random.nextInt(boxes.size())).name();
        String to = boxes.get(random.nextInt(boxes.size())).name();
        relations.add(new Architecture.Relation(from, to, text()));
        arrows.add(new Architecture.Arrow(from, to, text()));
      }
      return new Architecture(
          files,
          new Architecture.ClassDiagram(boxes, relations),
          new Architecture.SequenceDiagram(arrows),
          List.of(
              new Architecture.Format(
                  text(), List.of(new Architecture.Field(text(), text(), text())))));
    }

    private List<Dataset> datasets() {
      List<Dataset> datasets = new ArrayList<>();
      for (int i = 1; i <= random.nextInt(4); i++) {
        datasets.add(
            new Dataset(
                new DatasetId("D" + i),
                text(),
                text(),
                text(),
                text(),
                one(Dataset.Availability.values()),
                text()));
      }
      return datasets;
    }

    private List<Target> targets() {
      List<Target> targets = new ArrayList<>();
      for (int i = 1; i <= random.nextInt(4); i++) {
        targets.add(
            new Target(
                new TargetId("T" + i),
                text(),
                text(),
                number(),
                number().abs(),
                1 + random.nextInt(9),
                text()));
      }
      return targets;
    }

    private List<Quote> quotes() {
      List<Quote> quotes = new ArrayList<>();
      for (int i = 0; i < random.nextInt(3); i++) {
        quotes.add(quote(1 + random.nextInt(12)));
      }
      return quotes;
    }

    private List<String> texts(int most) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < random.nextInt(most + 1); i++) {
        texts.add(text());
      }
      return texts;
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i <= random.nextInt(3); i++) {
        text.append(one(WORDS));
      }
      return text.toString();
    }

    private <T> T one(T[] all) {
      return all[random.nextInt(all.length)];
    }
  }
}
