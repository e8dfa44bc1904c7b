package dev.offprint.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of stored types, made from their records' components, so that a new record or component is
 * in them without a word here. Records whose parts must fit each other have a sample by hand.
 */
public final class Specimens {
  private static final Map<Class<?>, List<?>> BY_HAND = byHand();

  /** A sealed value within one of its own kind is taken this often, then only the simplest. */
  private static final int NESTED = 2;

  private Specimens() {}

  /** One value with every component filled. */
  public static <T> T one(Class<T> type) {
    return every(type).getFirst();
  }

  /** The same with these components instead, by name. */
  public static <T extends Record> T one(Class<T> type, Map<String, ?> instead) {
    return type.cast(new Maker().record(type, instead).getFirst());
  }

  /**
   * Values that between them use every record of the type, every constant, and an absent value and
   * an empty list wherever there may be one.
   */
  public static <T> List<T> every(Class<T> type) {
    return new Maker().all(type).stream().map(type::cast).toList();
  }

  /** One walk through the types. */
  private static final class Maker {
    private final Map<Class<?>, Integer> open = new HashMap<>();

    List<Object> all(Type type) {
      if (type instanceof ParameterizedType collection) {
        boolean set = collection.getRawType() == Set.class;
        List<Object> found = new ArrayList<>();
        for (Object inner : all(collection.getActualTypeArguments()[0])) {
          found.add(set ? Set.of(inner) : List.of(inner));
        }
        found.add(set ? Set.of() : List.of());
        return found;
      }
      Class<?> plain = (Class<?>) type;
      List<?> sample = BY_HAND.get(plain);
      if (sample != null) {
        return List.copyOf(sample);
      }
      if (plain.isEnum()) {
        return List.of(plain.getEnumConstants());
      }
      if (plain.isSealed()) {
        return sealed(plain);
      }
      if (plain.isRecord()) {
        return record(plain, Map.of());
      }
      throw new IllegalStateException("no sample of " + plain);
    }

    private List<Object> sealed(Class<?> type) {
      int depth = open.merge(type, 1, Integer::sum);
      List<Object> found = new ArrayList<>();
      for (Class<?> leaf : type.getPermittedSubclasses()) {
        if (depth <= NESTED || found.isEmpty()) {
          found.addAll(all(leaf));
        }
      }
      open.merge(type, -1, Integer::sum);
      return found;
    }

    /** The first value of every component; then, one by one, each other value of each. */
    List<Object> record(Class<?> type, Map<String, ?> instead) {
      RecordComponent[] components = type.getRecordComponents();
      List<List<Object>> values = new ArrayList<>();
      for (RecordComponent component : components) {
        List<Object> possible = new ArrayList<>();
        if (instead.containsKey(component.getName())) {
          possible.add(instead.get(component.getName()));
        } else {
          possible.addAll(all(component.getGenericType()));
          if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            possible.add(null);
          }
        }
        values.add(possible);
      }
      Object[] first = values.stream().map(List::getFirst).toArray();
      List<Object> made = new ArrayList<>(List.of(made(type, first)));
      for (int i = 0; i < first.length; i++) {
        for (Object other : values.get(i).subList(1, values.get(i).size())) {
          Object[] arguments = first.clone();
          arguments[i] = other;
          made.add(made(type, arguments));
        }
      }
      return made;
    }

    private static Object made(Class<?> type, Object[] arguments) {
      try {
        Class<?>[] types =
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
      } catch (InvocationTargetException refused) {
        throw new IllegalStateException(
            type.getSimpleName() + " of " + Arrays.toString(arguments) + " needs a sample by hand",
            refused.getTargetException());
      } catch (ReflectiveOperationException broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private static Map<Class<?>, List<?>> byHand() {
    Map<Class<?>, List<?>> samples = new LinkedHashMap<>();
    samples.put(String.class, List.of("\"ü\" \n 1e-3", ""));
    samples.put(int.class, List.of(1));
    samples.put(long.class, List.of(5_000_000_000L));
    samples.put(Long.class, List.of(5_000_000_000L));
    samples.put(boolean.class, List.of(true, false));
    samples.put(BigDecimal.class, List.of(new BigDecimal("0.050"), new BigDecimal("-1E+20")));
    samples.put(Duration.class, List.of(Duration.ofMillis(90_250)));
    samples.put(Amount.class, List.of(Amount.tokens(100_000), Amount.dollars("1.5")));
    samples.put(Instant.class, List.of(Instant.parse("2026-02-03T04:05:06.789Z")));
    samples.put(URI.class, List.of(URI.create("https://example.org/a%20b?c=d")));
    samples.put(SessionId.class, List.of(new SessionId("abcd2345")));
    samples.put(BlobId.class, List.of(new BlobId("0123456789abcdef".repeat(4))));
    samples.put(EventId.class, List.of(new EventId("slack:Ev1")));
    samples.put(PersonId.class, List.of(new PersonId("terminal:ada")));
    samples.put(QuestionId.class, List.of(new QuestionId("Q1")));
    samples.put(RequirementId.class, List.of(new RequirementId("R7")));
    samples.put(DatasetId.class, List.of(new DatasetId("D1")));
    samples.put(TargetId.class, List.of(new TargetId("T1")));
    samples.put(RepoPath.class, List.of(new RepoPath("src/größe.py")));
    samples.put(Question.class, List.of(question()));
    samples.put(Setting.class, settings());
    samples.put(Architecture.class, List.of(architecture()));
    samples.put(Logic.class, List.of(logic()));
    samples.put(Plan.class, List.of(plan()));
    samples.put(Paper.class, List.of(paper()));
    samples.put(
        Tree.class,
        List.of(
            new Tree(
                List.of(
                    new RepoFile(Logic.MAIN, "import model\n"),
                    new RepoFile(new RepoPath("model.py"), "k = 5\n")))));
    samples.put(GateResult.class, gates());
    samples.put(Ledger.class, List.of(ledger()));
    samples.put(
        Target.class,
        List.of(
            new Target(
                new TargetId("T1"),
                "accuracy",
                "Table 2",
                new BigDecimal("93.10"),
                new BigDecimal("0.5"),
                6,
                "an hour on a CPU")));
    return samples;
  }

  private static Question question() {
    return new Question(
        new QuestionId("Q1"), "What first?", List.of("Table 2", "Fig. 4"), 0, "what is run");
  }

  private static List<Setting> settings() {
    Quote quote = new Quote(3, "We use k = 5.", "2 Method", 2);
    Setting.Value number = new Setting.Value.Num(new BigDecimal("5"));
    Setting.Value flag = new Setting.Value.Flag(true);
    Setting.Value text = new Setting.Value.Text("euclidean");
    return List.of(
        new Setting("method.k", number, "", quote, ""),
        new Setting("method.metric", text, "", null, "usual"),
        new Setting("run.verbose", flag, "", null, "usual"),
        new Setting(
            "run.rates",
            new Setting.Value.Items(List.of(new Setting.Value.Num(new BigDecimal("1e-3")), flag)),
            "1/s",
            null,
            "usual"));
  }

  private static Architecture architecture() {
    RepoPath main = Logic.MAIN;
    RepoPath model = new RepoPath("model.py");
    return new Architecture(
        List.of(
            new Architecture.PlannedFile(model, "the model"),
            new Architecture.PlannedFile(main, "the entry point")),
        new Architecture.ClassDiagram(
            List.of(
                new Architecture.Box("Model", model, List.of("k: int"), List.of("fit(x)")),
                new Architecture.Box("main", main, List.of(), List.of())),
            List.of(new Architecture.Relation("main", "Model", "trains"))),
        new Architecture.SequenceDiagram(
            List.of(new Architecture.Arrow("main", "Model", "fit(x)"))),
        List.of(
            new Architecture.Format(
                "results", List.of(new Architecture.Field("loss", "float", "")))));
  }

  private static Logic logic() {
    RepoPath model = new RepoPath("model.py");
    List<RequirementId> serves = List.of(new RequirementId("R7"));
    return new Logic(
        List.of(
            new Task(model, "the model", List.of(), serves, List.of("method.k")),
            new Task(Logic.MAIN, "the entry point", List.of(model), List.of(), List.of())),
        List.of(new Logic.Dependency("numpy", "==1.26.4"), new Logic.Dependency("scipy", "")),
        List.of("seconds everywhere"));
  }

  private static Plan plan() {
    return new Plan(
        new PlanVersion(2),
        "A title",
        new Brief("only the ablation", "the ablation", "JAX", "one GPU"),
        List.of(
            new Requirement(
                new RequirementId("R7"),
                "k is chosen by validation",
                Requirement.Kind.METHOD,
                List.of(new Quote(3, "We use k = 5.", "2 Method", 2)))),
        List.of(question()),
        List.of(new Answer(new QuestionId("Q1"), "Table 2", null)),
        List.of(
            new Dataset(
                new DatasetId("D1"), "grid", "", "", "", Dataset.Availability.GENERATED, "")),
        List.of(),
        new Roadmap("all of section 3", List.of("the model", "the run"), List.of("Fig. 5")),
        architecture(),
        logic(),
        settings());
  }

  private static Paper paper() {
    return new Paper(
        "A title",
        List.of("Ada", "Ben"),
        "A summary.",
        2,
        List.of(new Paper.Section("1", "Introduction", 1, 1, 1, 2)),
        List.of(new Paper.Sentence(1, 1, "One."), new Paper.Sentence(2, 2, "Two.")),
        List.of(new Paper.Caption(Paper.Caption.Kind.TABLE, "Table 1", "Numbers", 2)),
        List.of(new Paper.Reference("[1]", "Somebody, 2001.")),
        List.of(new Paper.Link("code", "https://example.org/code", 1, Paper.Link.Whose.AUTHORS)),
        List.of("page 2 has hidden text"));
  }

  private static List<GateResult> gates() {
    Finding finding =
        new Finding(Logic.MAIN, 3, "name x is not defined", List.of(new RepoPath("model.py")));
    return List.of(
        GateResult.of(Gate.NAMES, List.of(finding)),
        GateResult.of(Gate.PARSE, List.of()),
        GateResult.notRun(Gate.SMOKE, "no sandbox"));
  }

  private static Ledger ledger() {
    return new Ledger(
        List.of(
            new Ledger.Entry(
                new RequirementId("R7"),
                Ledger.Verdict.IMPLEMENTED,
                Logic.MAIN,
                3,
                9,
                "smaller grid"),
            new Ledger.Entry(
                new RequirementId("R8"), Ledger.Verdict.MISSING, null, 0, 0, "no data")));
  }
}
