package dev.offprint.document;

import dev.offprint.engine.Documents.PlanFile;
import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Brief;
import dev.offprint.session.Contradiction;
import dev.offprint.session.Dataset;
import dev.offprint.session.DatasetId;
import dev.offprint.session.Logic;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Quote;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Setting;
import dev.offprint.session.Stated;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import dev.offprint.session.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an edited {@code plan.yaml}. Words of the paper are cut from the paper by their number;
 * what the file says that they are is not read.
 */
final class PlanReader {
  private final @Nullable Plan base;
  private final Paper paper;
  private final Person by;
  private final Problems problems = new Problems();
  private final Map<Object, Integer> lines = new HashMap<>();

  PlanReader(@Nullable Plan base, Paper paper, Person by) {
    this.base = base;
    this.paper = paper;
    this.by = by;
  }

  PlanFile read(String yaml) {
    YamlTree tree;
    try {
      tree = YamlTree.read(yaml);
    } catch (YamlTree.Malformed malformed) {
      problems.add(malformed.line(), malformed.why());
      return new PlanFile.Invalid(problems.sentences());
    }
    Fields root =
        fields(
            tree,
            "the plan",
            "format",
            "version",
            "title",
            "brief",
            "roadmap",
            "requirements",
            "questions",
            "datasets",
            "targets",
            "files",
            "classes",
            "relations",
            "calls",
            "formats",
            "packages",
            "conventions",
            "config");
    if (root == null || !rightVersion(root)) {
      return new PlanFile.Invalid(problems.sentences());
    }
    List<Requirement> requirements = each(root, "requirements", "a requirement", this::requirement);
    List<Answer> answers = new ArrayList<>();
    List<Question> questions =
        each(root, "questions", "a question", (node, what) -> question(node, what, answers));
    List<Dataset> datasets = each(root, "datasets", "a dataset", this::dataset);
    List<Target> targets = each(root, "targets", "a target", this::target);
    List<Setting> config = each(root, "config", "a setting", this::setting);
    List<PlanFiles.File> files = each(root, "files", "a file", this::file);
    List<Logic.Dependency> packages = packages(root);
    PlanFiles order = new PlanFiles(files, problems);
    order.checkReferences(
        requirements.stream().map(Requirement::id).toList(),
        config.stream().map(Setting::key).toList());
    unserved(requirements, files, root.line("files"));
    Architecture.ClassDiagram classes = classes(root, order);
    Architecture.SequenceDiagram calls = calls(root, classes);
    List<Architecture.Format> formats = each(root, "formats", "a format", this::format);
    String title = root.text("title");
    Brief brief = brief(root);
    Roadmap roadmap = roadmap(root);
    if (!problems.none()) {
      return new PlanFile.Invalid(problems.sentences());
    }
    List<String> conventions = root.texts("conventions");
    Plan plan =
        problems.made(
            0,
            () ->
                new Plan(
                    base == null ? PlanVersion.NONE.next() : base.version().next(),
                    title,
                    brief,
                    requirements,
                    questions,
                    answers,
                    datasets,
                    targets,
                    roadmap,
                    new Architecture(order.planned(base), classes, calls, formats),
                    new Logic(order.tasks(), packages, conventions),
                    config));
    return plan == null || !problems.none()
        ? new PlanFile.Invalid(problems.sentences())
        : new PlanFile.Valid(plan);
  }

  private boolean rightVersion(Fields root) {
    if (root.has("format") && !root.textOr("format", "").equals("1")) {
      problems.add(root.line("format"), "this file has another format than 1; ask for a new one");
      return false;
    }
    if (base == null) {
      return true;
    }
    int now = base.version().number();
    String edited = root.textOr("version", "");
    if (!edited.equals(String.valueOf(now))) {
      problems.add(
          root.line("version"),
          edited.isEmpty()
              ? "the version is missing; the plan is at version " + now
              : "this file was made from version "
                  + edited
                  + ", the plan is at version "
                  + now
                  + "; put your changes into the newest file");
      return false;
    }
    return true;
  }

  private Brief brief(Fields root) {
    Brief before = base == null ? Brief.EMPTY : base.brief();
    YamlTree.Entry entry = root.entries().get("brief");
    Fields given =
        entry == null
            ? null
            : fields(entry.value(), "the brief", "words", "scope", "framework", "compute");
    if (given == null) {
      return before;
    }
    String words = given.textOr("words", before.words());
    if (base != null && !words.equals(before.words())) {
      problems.add(
          given.line("words"),
          "the words of the brief are the requester's own; change scope, framework or compute");
    }
    return new Brief(
        words,
        given.textOr("scope", ""),
        given.textOr("framework", ""),
        given.textOr("compute", ""));
  }

  private Roadmap roadmap(Fields root) {
    YamlTree.Entry entry = root.entries().get("roadmap");
    Fields given =
        entry == null ? null : fields(entry.value(), "the roadmap", "summary", "steps", "left_out");
    return given == null
        ? new Roadmap("", List.of(), List.of())
        : new Roadmap(given.textOr("summary", ""), given.texts("steps"), given.texts("left_out"));
  }

  private @Nullable Requirement requirement(YamlTree node, String what) {
    Fields given = fields(node, what, "id", "statement", "kind", "sentences");
    if (given == null) {
      return null;
    }
    RequirementId id = unique(given, "id", RequirementId::new);
    List<Quote> quotes = new ArrayList<>();
    for (YamlTree item : given.items("sentences")) {
      quote(item, what).ifPresent(quotes::add);
    }
    String statement = given.text("statement");
    Requirement.Kind kind = given.word("kind", Requirement.Kind.class);
    return id == null ? null : new Requirement(id, statement, kind, quotes);
  }

  private Optional<Quote> quote(YamlTree node, String what) {
    String text = node instanceof YamlTree.Scalar scalar ? scalar.text() : "";
    Optional<Quote> quote =
        text.matches("[0-9]{1,6}") ? paper.quote(Integer.parseInt(text)) : Optional.empty();
    if (quote.isEmpty()) {
      problems.add(
          node.line(),
          what
              + " names sentence "
              + text
              + "; the paper has sentences 1 to "
              + paper.sentences().size());
    }
    return quote;
  }

  private @Nullable Question question(YamlTree node, String what, List<Answer> answers) {
    Fields given = fields(node, what, "id", "text", "options", "default", "changes", "answer");
    if (given == null) {
      return null;
    }
    QuestionId id = unique(given, "id", QuestionId::new);
    List<String> options = given.texts("options");
    int chosen =
        given.textOr("default", "none").equals("none") ? -1 : given.whole("default", 1) - 1;
    String text = given.text("text");
    if (id == null) {
      return null;
    }
    if (given.has("answer")) {
      answers.add(answer(id, given.textOr("answer", ""), options, chosen));
    }
    String changes = given.textOr("changes", "");
    return problems.made(given.line(), () -> new Question(id, text, options, chosen, changes));
  }

  /** An answer left as it was stays that of whoever gave it; another is the editor's. */
  private Answer answer(QuestionId id, String text, List<String> options, int chosen) {
    if (base != null) {
      for (Answer before : base.answers()) {
        if (before.question().equals(id) && before.text().equals(text)) {
          return before;
        }
      }
    }
    boolean isDefault =
        base == null && chosen >= 0 && chosen < options.size() && options.get(chosen).equals(text);
    return new Answer(id, text, isDefault ? null : by);
  }

  private @Nullable Dataset dataset(YamlTree node, String what) {
    Fields given =
        fields(node, what, "id", "name", "where", "licence", "size", "available", "stand_in");
    if (given == null) {
      return null;
    }
    DatasetId id = unique(given, "id", DatasetId::new);
    String name = given.text("name");
    Dataset.Availability available = given.word("available", Dataset.Availability.class);
    return id == null
        ? null
        : new Dataset(
            id,
            name,
            given.textOr("where", ""),
            given.textOr("licence", ""),
            given.textOr("size", ""),
            available,
            given.textOr("stand_in", ""));
  }

  private @Nullable Target target(YamlTree node, String what) {
    Fields given =
        fields(node, what, "id", "metric", "where", "value", "tolerance", "page", "compute");
    if (given == null) {
      return null;
    }
    TargetId id = unique(given, "id", TargetId::new);
    String metric = given.text("metric");
    BigDecimal value = given.number("value");
    BigDecimal tolerance = given.number("tolerance");
    int page = given.whole("page", 1);
    return id == null
        ? null
        : problems.made(
            given.line("tolerance"),
            () ->
                new Target(
                    id,
                    metric,
                    given.textOr("where", ""),
                    value,
                    tolerance,
                    page,
                    given.textOr("compute", "")));
  }

  private @Nullable Setting setting(YamlTree node, String what) {
    Fields given = fields(node, what, "key", "value", "unit", "sentence", "assumed");
    if (given == null) {
      return null;
    }
    String key = unique(given, "key", text -> text);
    Setting.Value value = null;
    Quote quote = null;
    YamlTree.Entry written = given.entries().get("value");
    if (written == null) {
      problems.add(given.line(), what + " needs value");
    } else {
      value = value(written.value(), 0);
    }
    YamlTree.Entry sentence = given.entries().get("sentence");
    if (sentence != null && given.has("sentence")) {
      quote = quote(sentence.value(), what).orElse(null);
    } else if (!given.has("assumed")) {
      problems.add(given.line(), what + " needs a sentence, or why it is assumed");
    }
    if (key == null || value == null) {
      return null;
    }
    Setting.Value said = value;
    Quote where = quote;
    return problems.made(
        given.line("key"),
        () ->
            chosen(
                new Setting(
                    key, said, given.textOr("unit", ""), where, given.textOr("assumed", ""))));
  }

  /** A value that somebody set against what the paper states is theirs, and says so. */
  private Setting chosen(Setting setting) {
    boolean before =
        base != null
            && base.config().stream()
                .anyMatch(
                    old -> old.key().equals(setting.key()) && old.value().equals(setting.value()));
    List<Contradiction> against =
        before ? List.of() : Contradiction.in(List.of(setting), List.of(), Stated.in(paper));
    return against.isEmpty()
        ? setting
        : setting.chosen(
            "set by "
                + by.name()
                + " in the plan file; p. "
                + against.getFirst().stated().quote().page()
                + " states "
                + against.getFirst().stated().value());
  }

  private Setting.@Nullable Value value(YamlTree node, int depth) {
    if (node instanceof YamlTree.Scalar scalar) {
      if (!scalar.plain()) {
        return new Setting.Value.Text(scalar.text());
      }
      if (Fields.isNumber(scalar.text())) {
        return new Setting.Value.Num(new BigDecimal(scalar.text()));
      }
      if (scalar.text().matches("(?i)true|false")) {
        return new Setting.Value.Flag(Boolean.parseBoolean(scalar.text()));
      }
      return new Setting.Value.Text(scalar.text());
    }
    if (node instanceof YamlTree.Items list && depth < 4) {
      List<Setting.Value> values = new ArrayList<>();
      for (YamlTree item : list.items()) {
        Setting.Value value = value(item, depth + 1);
        if (value != null) {
          values.add(value);
        }
      }
      return new Setting.Value.Items(values);
    }
    problems.add(
        node.line(), "a setting has one value or a list of them; write a section as key: a.b");
    return null;
  }

  private PlanFiles.@Nullable File file(YamlTree node, String what) {
    Fields given = fields(node, what, "path", "purpose", "task", "depends_on", "serves", "config");
    if (given == null) {
      return null;
    }
    RepoPath path = unique(given, "path", RepoPath::new);
    List<RepoPath> needs = new ArrayList<>();
    for (String text : given.texts("depends_on")) {
      RepoPath need = problems.made(given.line("depends_on"), () -> new RepoPath(text));
      if (need != null) {
        needs.add(need);
      }
    }
    List<RequirementId> serves = new ArrayList<>();
    for (String text : given.texts("serves")) {
      RequirementId id = problems.made(given.line("serves"), () -> new RequirementId(text));
      if (id != null) {
        serves.add(id);
      }
    }
    String purpose = given.text("purpose");
    if (path == null) {
      return null;
    }
    Task task = new Task(path, given.textOr("task", purpose), needs, serves, given.texts("config"));
    return new PlanFiles.File(given.line(), purpose, task);
  }

  private void unserved(List<Requirement> requirements, List<PlanFiles.File> files, int line) {
    for (Requirement requirement : requirements) {
      if (files.stream().noneMatch(file -> file.task().serves().contains(requirement.id()))) {
        problems.add(
            lines.getOrDefault(requirement.id(), line),
            "no file serves " + requirement.id().value() + "; name it under serves of a file");
      }
    }
  }

  private List<Logic.Dependency> packages(Fields root) {
    List<Logic.Dependency> packages = new ArrayList<>();
    for (YamlTree item : root.items("packages")) {
      String text = item instanceof YamlTree.Scalar scalar ? scalar.text().strip() : "";
      int at = text.length();
      for (int i = 0; i < text.length() && at == text.length(); i++) {
        at = "=<>~!".indexOf(text.charAt(i)) >= 0 ? i : at;
      }
      String name = text.substring(0, at).strip();
      String version = text.substring(at).replace(" ", "");
      Logic.Dependency one = problems.made(item.line(), () -> new Logic.Dependency(name, version));
      if (one != null) {
        packages.add(one);
      }
    }
    return packages;
  }

  private Architecture.ClassDiagram classes(Fields root, PlanFiles files) {
    List<Architecture.Box> boxes =
        each(root, "classes", "a class", (node, what) -> box(node, what, files));
    List<String> names = boxes.stream().map(Architecture.Box::name).toList();
    List<Architecture.Relation> relations =
        each(
            root,
            "relations",
            "a relation",
            (node, what) -> link(node, what, "label", names, Architecture.Relation::new));
    return new Architecture.ClassDiagram(boxes, relations);
  }

  private Architecture.@Nullable Box box(YamlTree node, String what, PlanFiles files) {
    Fields given = fields(node, what, "name", "file", "attributes", "methods");
    if (given == null) {
      return null;
    }
    String name = given.text("name");
    String text = given.text("file");
    RepoPath file = problems.made(given.line("file"), () -> new RepoPath(text));
    if (file == null) {
      return null;
    }
    if (!files.has(file)) {
      problems.add(given.line("file"), name + " is in " + file + ", which is not among the files");
    }
    return new Architecture.Box(name, file, given.texts("attributes"), given.texts("methods"));
  }

  private Architecture.SequenceDiagram calls(Fields root, Architecture.ClassDiagram classes) {
    List<String> names = classes.boxes().stream().map(Architecture.Box::name).toList();
    return new Architecture.SequenceDiagram(
        each(
            root,
            "calls",
            "a call",
            (node, what) -> link(node, what, "message", names, Architecture.Arrow::new)));
  }

  /** Makes a link of two names and a label. */
  private interface Link<T> {
    T of(String from, String to, String label);
  }

  private <T> @Nullable T link(
      YamlTree node, String what, String label, List<String> names, Link<T> maker) {
    Fields given = fields(node, what, "from", "to", label);
    if (given == null) {
      return null;
    }
    for (String end : List.of("from", "to")) {
      if (given.has(end) && !names.contains(given.textOr(end, ""))) {
        problems.add(given.line(end), given.textOr(end, "") + " is not among the classes");
      }
    }
    return maker.of(given.text("from"), given.text("to"), given.textOr(label, ""));
  }

  private Architecture.@Nullable Format format(YamlTree node, String what) {
    Fields given = fields(node, what, "name", "fields");
    if (given == null) {
      return null;
    }
    List<Architecture.Field> fields =
        each(
            given,
            "fields",
            "a field",
            (inner, one) -> {
              Fields field = fields(inner, one, "name", "type", "unit");
              return field == null
                  ? null
                  : new Architecture.Field(
                      field.text("name"), field.text("type"), field.textOr("unit", ""));
            });
    return new Architecture.Format(given.text("name"), fields);
  }

  private @Nullable Fields fields(YamlTree node, String what, String... known) {
    return Fields.of(node, what, problems, List.of(known));
  }

  private <T> List<T> each(
      Fields root, String key, String what, BiFunction<YamlTree, String, @Nullable T> reader) {
    return root.items(key).stream()
        .map(node -> reader.apply(node, what))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /** A value that names its entry: well formed, and no other has it. */
  private <T> @Nullable T unique(Fields given, String key, Function<String, T> maker) {
    String text = given.text(key);
    if (text.isEmpty()) {
      return null;
    }
    T made = problems.made(given.line(key), () -> maker.apply(text));
    if (made != null) {
      Integer first = lines.putIfAbsent(made, given.line(key));
      if (first != null) {
        problems.add(given.line(key), text + " is already in line " + first);
      }
    }
    return made;
  }
}
