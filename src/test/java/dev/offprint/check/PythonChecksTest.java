package dev.offprint.check;

import static dev.offprint.check.Repository.MAIN;
import static dev.offprint.check.Repository.MODEL;
import static dev.offprint.check.Repository.changed;
import static dev.offprint.check.Repository.good;
import static dev.offprint.check.Repository.signature;
import static dev.offprint.check.Repository.with;
import static dev.offprint.check.Repository.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Contract;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Stated;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gates find, and what they let pass. */
class PythonChecksTest {
  private final PythonChecks checks = new PythonChecks(CheckSettings.DEFAULT);

  @Test
  void goodRepositoryPassesAndOnlyTheSmokeRunIsLeft() {
    assertThat(checks.run(good().plan(), good().analyses(), good().tree(), List.of()))
        .containsExactlyElementsOf(
            Stream.of(Gate.values())
                .map(
                    gate ->
                        gate == Gate.SMOKE
                            ? GateResult.notRun(gate, "no sandbox")
                            : GateResult.of(gate, List.of()))
                .toList());
  }

  @Test
  void missingPlannedFileIsFound() {
    assertThat(without("decay/samples.py").found(checks, Gate.FILES))
        .containsExactly("decay/samples.py:0 is planned and missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass",
        "...",
        "\"\"\"Later.\"\"\"",
        "raise NotImplementedError",
        "raise NotImplementedError('soon')"
      })
  void functionWithoutABodyIsAStub(String body) {
    assertThat(
            with("decay/samples.py", "def load(path):\n    " + body + "\n")
                .found(checks, Gate.FILES))
        .singleElement()
        .asString()
        .startsWith("decay/samples.py:1 load is a stub: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-> dict",
        "-> 'dict'",
        "-> np.ndarray",
        "-> list[float]",
        "-> Union[int, str]",
        "-> int | str"
      })
  void functionThatPromisesAValueAndGivesNoneIsAStub(String promise) {
    String text =
        """
        def load(config) %s:
            rate = config["rate"]
            rows = [rate]
            def inner():
                return rows
        """;
    assertThat(
            with("decay/samples.py", text.formatted(promise).replace("rate", "r"))
                .found(checks, Gate.FILES))
        .containsExactly("decay/samples.py:1 load is a stub: promises a value and returns none");
    for (String kept : List.of("return rows", "yield rows", "raise ValueError(rows)")) {
      assertThat(
              with("decay/samples.py", text.formatted(promise) + "    " + kept + "\n")
                  .found(checks, Gate.FILES))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-> None",
        "-> 'None'",
        "-> Optional[dict]",
        "-> dict | None",
        "-> Union[dict, None]",
        "-> Any",
        "-> NoReturn",
        "-> 'no such'"
      })
  void functionThatPromisesNoValueMayGiveNone(String promise) {
    String text = "def load(config) " + promise + ":\n    rows = []\n    rows.append(config)\n";
    assertThat(with("decay/samples.py", text).found(checks, Gate.FILES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# TODO: read the file",
        "x = 1  # FIXME",
        "# your code here",
        "# ... rest of the code ...",
        "# implement this"
      })
  void placeholderIsFound(String line) {
    assertThat(
            changed("decay/samples.py", "import csv", line + "\nimport csv")
                .found(checks, Gate.FILES))
        .singleElement()
        .asString()
        .contains("a placeholder is left");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results = {'T1': 0.5}",
        "results['T1'] = -0.5",
        "return {'T1': 0.5}, {'T2': 'no data'}",
        "return {'T1': 3}"
      })
  void writtenResultIsNoResult(String line) {
    String text = "def load(results):\n    results = dict(results)\n    " + line + "\n";
    assertThat(with("decay/samples.py", text).found(checks, Gate.FILES))
        .containsExactly("decay/samples.py:3 T1 is a number that is written, not computed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results = {'T1': 0.0}",
        "results['T1'] = len(results)",
        "sizes = {'T1': 12}",
        "return {'rate': 0.5}",
        "return results, {'T1': 3}"
      })
  void otherNumbersMayBeWritten(String line) {
    String text = "def load(results):\n    results = dict(results)\n    " + line + "\n";
    assertThat(with("decay/samples.py", text).found(checks, Gate.FILES)).isEmpty();
  }

  @Test
  void emptyAndCodelessFilesAreFound() {
    assertThat(with("decay/samples.py", "\n").found(checks, Gate.FILES))
        .containsExactly("decay/samples.py:0 holds no code", "decay/samples.py:0 is empty");
    assertThat(
            with("decay/samples.py", "\"\"\"Only words.\"\"\"\nimport os\n")
                .found(checks, Gate.FILES))
        .containsExactly("decay/samples.py:0 holds no code");
  }

  @Test
  void abstractMethodsAndWordsInTextsAreNoStubs() {
    String text =
        """
        import abc
        from typing import Protocol


        class Reader(Protocol):
            def read(self) -> str: ...


        class Base(abc.ABC):
            @abc.abstractmethod
            def step(self):
                raise NotImplementedError

            def close(self):
                pass

            def name(self):
                raise NotImplementedError


        class Real(Base):
            def __init__(self):
                pass

            def step(self):
                return "TODO is a word here"

            def close(self):
                self.closed = True

            def name(self):
                return "real"
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.FILES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def f(:                 | 1 | does not parse",
        "x = (1,                 | 1 | does not parse",
        "return 3                | 1 | outside function",
        "x = 1\\n  y = 2         | 2 | unexpected indent",
        "def f(a, a): return a   | 1 | duplicate argument",
        "```python\\nx = 1\\n``` | 1 | does not parse",
        "x = \"a\\0b\"           | 1 | holds a null byte",
        "# coding: latin-1       | 1 | an encoding other than UTF-8"
      })
  void brokenFileIsFoundByLine(String text, int line, String words) {
    String python = text.replace("\\n", "\n").replace("\\0", "\0");
    assertThat(with("decay/samples.py", python).found(checks, Gate.PARSE))
        .singleElement()
        .asString()
        .startsWith("decay/samples.py:" + line + " ")
        .contains(words);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("parentheses", "x = " + "(".repeat(100_000)),
        Arguments.of("minus signs", "x = " + "-".repeat(100_000) + "1"),
        Arguments.of("attributes", "a" + ".b".repeat(100_000)),
        Arguments.of("sums", "x = 1" + "+1".repeat(50_000)),
        Arguments.of("calls", "f" + "()".repeat(50_000)),
        Arguments.of("lambdas", "x = " + "lambda:".repeat(20_000) + "1"),
        Arguments.of("elifs", "if 1:\n pass\n" + "elif 1:\n pass\n".repeat(3_000)),
        Arguments.of("digits", "x = " + "9".repeat(500_000)),
        Arguments.of("one line", "#" + "a".repeat(5_000_000)),
        Arguments.of("half a character", "x = '\ud800'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void hostileFileFailsToParseAndTheOtherGatesGoOn(String what, String text) {
    List<GateResult> results =
        checks.run(
            good().plan(), good().analyses(), with("decay/hostile.py", text).tree(), List.of());
    assertThat(Repository.found(results, Gate.PARSE))
        .as(what)
        .singleElement()
        .asString()
        .startsWith("decay/hostile.py:");
    assertThat(results)
        .filteredOn(result -> result.gate() != Gate.PARSE && result.gate() != Gate.SMOKE)
        .extracting(GateResult::outcome)
        .containsOnly(GateResult.Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import torch                    | not in requirements.txt",
        "import sklearn.linear_model     | (package scikit-learn)",
        "import decay.other              | imports decay.other, which is no file here",
        "from decay.model import Growth  | imports Growth from decay/model.py, which does not define it",
        "from decay import other         | imports other from decay, which does not define it",
        "import samples                  | from the root of the repository it is decay.samples",
        "from . import decay             | relative import beyond the package"
      })
  void importWithoutATargetIsFound(String line, String words) {
    assertThat(with("main.py", line + "\n" + MAIN).found(checks, Gate.IMPORTS))
        .singleElement()
        .asString()
        .startsWith("main.py:1 ")
        .contains(words);
  }

  @Test
  void importsThatResolveOrMayFailAreLetPass() {
    String text =
        """
        import os.path
        import xml.etree.ElementTree as tree
        import numpy.linalg
        import yaml
        from typing import TYPE_CHECKING
        from . import model
        from .samples import load
        from .model import *

        try:
            import torch
        except ImportError:
            torch = None
        if TYPE_CHECKING:
            import pandas

        print(os, tree, numpy, yaml, model, load, torch, Decay)
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.IMPORTS)).isEmpty();
    assertThat(with("decay/more.py", text).found(checks, Gate.NAMES)).isEmpty();
  }

  @Test
  void fileThatHidesTheStandardLibraryIsFound() {
    assertThat(with("random.py", "x = 1\n").found(checks, Gate.IMPORTS))
        .containsExactly(
            "random.py:0 hides the standard library's module random, give it another name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "print(missing)                                  | missing",
        "def f():\\n    return np.zeros(3)               | np",
        "x = [y for z in range(3)]                       | y",
        "class A:\\n    k = 3\\n    def f(self):\\n        return k | k",
        "def f():\\n    def g():\\n        a = 1\\n    return a     | a",
        "lambda q: p                                     | p",
        "def f(x: Tensor):\\n    return x                | Tensor",
        "@decorator\\ndef f():\\n    return 1            | decorator",
        "def top():\\n    return undefined               | undefined"
      })
  void undefinedNameIsFound(String text, String name) {
    assertThat(with("decay/more.py", text.replace("\\n", "\n")).found(checks, Gate.NAMES))
        .singleElement()
        .asString()
        .endsWith(name + " is not defined");
  }

  @Test
  void nameUsedBeforeItsDefinitionIsFound() {
    assertThat(
            with("decay/more.py", "a = f()\n\n\ndef f():\n    return 1\n")
                .found(checks, Gate.NAMES))
        .containsExactly("decay/more.py:1 f is used here before line 4 defines it");
  }

  @Test
  void everyWayToDefineANameIsKnown() {
    String text =
        """
        from __future__ import annotations

        import os.path as p
        import xml.dom

        K: int = 3
        a, (b, *c) = 1, (2, 3)
        for i, (j, k) in enumerate([(1, 2)]):
            pass
        with open(__file__) as f, open(p.devnull) as (g):
            pass
        try:
            unicode
        except NameError:
            unicode = str
        try:
            pass
        except ValueError as e:
            print(e)
        if (n := len("x")) > 1:
            print(n)
        squares = [w * m for w in range(3) for m in range(w) if (last := w)]
        print(last, xml, a, b, c, i, j, k, f, g, K, __name__, __doc__)


        def late(x: Later = None) -> Later:
            global counted
            counted = 1
            return other(x)


        def other(x, *args, key=None, **rest):
            def inner():
                nonlocal x
                x = 1
                return args, key, rest, counted, other
            return inner, lambda q, *r: (q, r)


        class Later:
            z = 3
            zs = [w for w in range(z)]

            def m(self):
                return __class__, self.__private, Later

            def __private(self):
                return super().__init__()


        async def waits(it):
            async for x in it:
                yield x
            async with it as y:
                print(y, [v async for v in it])


        def top(self, which):
            return self, which


        del a
        print({k1: v1 for k1, v1 in {}.items()}, (lambda: exit), WindowsError)
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.NAMES)).isEmpty();
    String matching =
        """
        def f(x):
            match x:
                case {"a": a, **rest}:
                    return a, rest
                case [first, *others] | (first, others):
                    return first, others
                case int() as number:
                    return number
                case _:
                    return None
        """;
    assertThat(with("decay/more.py", matching).found(checks, Gate.NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config[\"seed\"]              | config[\"sead\"]        | sead",
        "config[\"seed\"]              | config[\"rate\"]        | rate, which config.yaml does not have at its top level",
        "config[\"seed\"]              | config[\"model.rate\"]  | nested, not dotted",
        "section[\"rate\"]             | section[\"rat\"]        | model.rat",
        "section.get(\"steps\")        | section.get(\"stops\", 5) | model.stops",
        "config[\"model\"][\"rate\"]   | config[\"model\"].get(\"k\") | model.k",
      })
  void configKeyThatDoesNotExistIsFound(String old, String now, String words) {
    assertThat(changed("main.py", old, now).found(checks, Gate.CONFIG))
        .singleElement()
        .asString()
        .startsWith("main.py:")
        .contains(words);
  }

  @Test
  void configReadInOtherWaysIsLetPass() {
    String text =
        """
        class Runner:
            def __init__(self, config, options):
                self.config = config
                self.model = config["model"]
                self.other = options["anything"]
                self.config["device"] = "cpu"

            def run(self, config):
                a = self.config["model"]["rate"] + self.model["steps"] + config["rate"]
                b = self.config["device"]
                for key in config:
                    print(config[key], config.items(), self.config[a], b)


        def made():
            config = {"own": 1}
            return config["own"]


        def guarded(cfg):
            return cfg["extra"] if "extra" in cfg else 0
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.CONFIG)).isEmpty();
    assertThat(
            with("decay/more.py", text.replace("self.model[\"steps\"]", "self.model[\"stps\"]"))
                .found(checks, Gate.CONFIG))
        .containsExactly(
            "decay/more.py:9 reads the config key model.stps, which config.yaml does not have");
  }

  @Test
  void aMappingThatIsNoConfigurationHidesNoKey() {
    String text =
        """
        def parameters():
            return {"model": {"rate": 1.0}, "initial": {"x": 0.5}}


        def run(config):
            values = parameters()
            return config["model"]["stops"] + config["initial"]["x"] + values["model"]["rate"]
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.CONFIG))
        .containsExactly(
            "decay/more.py:7 reads the config key initial, which config.yaml does not have",
            "decay/more.py:7 reads the config key model.stops, which config.yaml does not have");
    String handed = text.replace("values = parameters()", "values = run(parameters())");
    assertThat(with("decay/more.py", handed).found(checks, Gate.CONFIG))
        .as("what may be handed to a parameter called config")
        .containsExactly(
            "decay/more.py:7 reads the config key model.stops, which config.yaml does not have");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "half_life | def half_life(rate: float, start: float) -> float | parameter start is missing",
        "half_life | def half_life(k: float)    | parameter 1 is rate, promised is k",
        "half_life | def half_life(rate=1)      | rate has no default, one is promised",
        "half_life | def half_life()            | rate has no default and is not promised",
        "Decay.run | def run(self, steps, width) | width can only be given by name",
        "quarter   | def quarter()              | does not define quarter",
        "Decay.fit | def fit(self)              | does not define Decay.fit"
      })
  void brokenPromiseIsFound(String name, String declaration, String words) {
    assertThat(
            good()
                .promised("decay/model.py", signature(name, declaration))
                .found(checks, Gate.CONTRACTS))
        .singleElement()
        .asString()
        .startsWith("decay/model.py:")
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Decay(section[\"rate\"])        | Decay()                        | without rate",
        "Decay(section[\"rate\"])        | Decay(1, 2, 3)                 | 3 positional arguments, it takes 2",
        "Decay(section[\"rate\"])        | Decay(1, speed=2)              | with speed=, which it does not have",
        "Decay(section[\"rate\"])        | Decay(1, rate=2)               | two values for rate",
        "width=0.2)                      | width=0.2, size=1)             | with size=",
        "model.run(                      | model.walk(                    | class Decay (decay/model.py) has no walk",
        "samples.load(                   | samples.read(                  | decay/samples.py does not define read",
        "samples.load(\"data/D1/counts.csv\") | samples.load()            | without path",
        "low, high = bounds              | low, middle, high = bounds     | takes 3 values from bounds(), which returns 2"
      })
  void callThatDoesNotFitIsFound(String old, String now, String words) {
    assertThat(changed("main.py", old, now).found(checks, Gate.CONTRACTS))
        .singleElement()
        .asString()
        .startsWith("main.py:")
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Step(float(t),      | Step(          | without time",
        "self.steps = [Step  | self.reset(); self.steps = [Step | class Decay (decay/model.py) has no reset"
      })
  void callWithinAFileIsCheckedToo(String old, String now, String words) {
    String text =
        now.equals("Step(")
            ? MODEL.replace(
                "Step(float(t), self.start * np.exp(-self.rate * t))", "Step(value=1.0)")
            : MODEL.replace(old, now);
    assertThat(with("decay/model.py", text).found(checks, Gate.CONTRACTS))
        .singleElement()
        .asString()
        .contains(words);
  }

  @Test
  void callsThatCannotBeKnownAreLetPass() {
    String text =
        """
        import functools

        import numpy as np

        from decay import model as m
        from decay.model import Decay


        def wraps(f):
            @functools.wraps(f)
            def inner(*args, **kwargs):
                return f(*args, **kwargs)
            return inner


        @wraps
        def loose(a):
            return a


        class Grown(Decay, np.ndarray):
            def more(self):
                return self.anything()


        class Open:
            def __getattr__(self, name):
                return name


        class Counter:
            total = 0

            @classmethod
            def make(cls, n):
                return cls()

            @staticmethod
            def twice(n):
                return 2 * n

            @property
            def size(self):
                return self.total


        class Heir(Counter):
            def __init__(self):
                super().__init__()
                self.late = 1


        def use(model: Decay, items, factory=Decay):
            loose(1, 2, 3)
            Open().whatever(1)
            factory(1, 2, 3, 4)
            model.run(*items)
            model.run(**{"steps": 3})
            Counter.make(3).twice(4)
            Counter.twice(2)
            Counter().size + Heir().late
            Decay.run(model, 3)
            m.Decay(1, start=2).run(3).extra()
            model.tag = 1
            print(model.tag, m.__name__)
            for m2 in items:
                m2.unknown()
            if items:
                maybe = Decay(1)
            else:
                maybe = Open()
            return maybe.anything(Grown(1, 2, 3).whatever)
        """;
    assertThat(with("decay/more.py", text).found(checks, Gate.CONTRACTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"--smoke\", action=\"store_true\" | \"--quick\", action=\"store_true\" | does not take --smoke",
        "\"--smoke\", action=\"store_true\" | \"--smoke\", type=int       | --smoke must work without a value",
        "\"--config\", required=True        | \"config\"                  | does not take --config; config is required",
        "__name__ ==                        | __name__ !=                 | ",
        "    main()                         | pass                        | starts nothing"
      })
  void mainThatCannotBeStartedAsAgreedIsFound(String old, String now, String words) {
    if (old.startsWith("__name__")) {
      assertThat(
              changed("main.py", "if __name__ == \"__main__\":\n    main()", "main()")
                  .found(checks, Gate.ENTRY_POINT))
          .containsExactly("main.py:0 has no if __name__ == \"__main__\": that starts it");
      return;
    }
    String text =
        old.strip().equals("main()")
            ? MAIN.replace("\":\n    main()", "\":\n    pass")
            : MAIN.replace(old, now);
    assertThat(String.join("; ", with("main.py", text).found(checks, Gate.ENTRY_POINT)))
        .contains(words.split("; "));
  }

  @Test
  void smokeFlagThatNobodyReadsIsFound() {
    assertThat(
            with("main.py", MAIN.replace("args.smoke", "args.config"))
                .found(checks, Gate.ENTRY_POINT))
        .singleElement()
        .asString()
        .endsWith("--smoke is taken and never looked at");
  }

  @Test
  void valuesOfTheConfigAreHeldAgainstThePaper() {
    Repository good = good();
    Stated same = new Stated("rate", "0.5", "", PlanFixtures.quote(7));
    Stated other = new Stated("rate", "0.07", "", PlanFixtures.quote(7));
    assertThat(checks.run(good.plan(), good.analyses(), good.tree(), List.of(same)))
        .contains(GateResult.of(Gate.STATED, List.of()));
    int line =
        good.tree()
                .file(new RepoPath("config.yaml"))
                .orElseThrow()
                .text()
                .lines()
                .toList()
                .indexOf("  rate: 0.50")
            + 1;
    assertThat(
            Repository.found(
                checks.run(good.plan(), good.analyses(), good.tree(), List.of(other)), Gate.STATED))
        .containsExactly(
            "config.yaml:"
                + line
                + " model.rate is 0.50, but the paper states rate 0.07 (sentence 7, p. 2): \u201c"
                + PlanFixtures.quote(7).text()
                + "\u201d");
    assertThat(line).isPositive();
  }

  @Test
  void withoutPythonNothingRanAndEveryGateSaysSo() {
    PythonChecks absent =
        new PythonChecks(new CheckSettings("no-such-python", Duration.ofSeconds(5), 100_000));
    assertThat(absent.run(good().plan(), good().analyses(), good().tree(), List.of()))
        .filteredOn(result -> result.gate() != Gate.SMOKE && result.gate() != Gate.STATED)
        .allSatisfy(
            result -> {
              assertThat(result.outcome()).isEqualTo(GateResult.Outcome.NOT_RUN);
              assertThat(result.reason()).isEqualTo("no-such-python is not on this machine");
            });
    assertThat(absent.outline("x = 1")).isEmpty();
    assertThat(absent.isCode(good().tree(), new RepoPath("main.py"), 1, 1)).isFalse();
  }

  @Test
  void lateAndTalkativeCheckersAreStopped() {
    CheckSettings late = new CheckSettings("python3", Duration.ofMillis(1), 100_000);
    assertThat(
            new PythonChecks(late).run(good().plan(), good().analyses(), good().tree(), List.of()))
        .filteredOn(result -> result.gate() != Gate.STATED)
        .extracting(GateResult::outcome)
        .containsOnly(GateResult.Outcome.NOT_RUN);
    CheckSettings terse = new CheckSettings("python3", Duration.ofSeconds(30), 1_000);
    String undefined = "print(" + "a, ".repeat(3) + "undefined_name_of_some_length)\n";
    assertThat(
            new PythonChecks(terse)
                .run(
                    good().plan(),
                    good().analyses(),
                    with("decay/x.py", undefined.repeat(60)).tree(),
                    List.of()))
        .filteredOn(result -> result.gate() != Gate.STATED)
        .extracting(GateResult::outcome)
        .containsOnly(GateResult.Outcome.NOT_RUN);
  }

  @Test
  void commentsBlanksAndDocstringsAreNoCode() {
    RepoPath model = new RepoPath("decay/model.py");
    assertThat(checks.isCode(good().tree(), model, 1, 2)).isFalse();
    assertThat(checks.isCode(good().tree(), model, 1, 3)).isTrue();
    assertThat(checks.isCode(good().tree(), model, 15, 15)).isFalse();
    assertThat(checks.isCode(good().tree(), model, 17, 20)).isTrue();
    assertThat(checks.isCode(good().tree(), model, 30, 900)).isFalse();
    assertThat(checks.isCode(good().tree(), model, 0, 3)).isFalse();
    assertThat(checks.isCode(good().tree(), new RepoPath("none.py"), 1, 1)).isFalse();
    RepoPath config = new RepoPath("config.yaml");
    assertThat(checks.isCode(good().tree(), config, 1, 2)).isFalse();
    assertThat(checks.isCode(good().tree(), config, 1, 6)).isTrue();
  }

  @Test
  void outlineSaysWhatAFileDefines() {
    assertThat(checks.outline(MODEL))
        .contains(
            new Contract(
                List.of(
                    new Contract.Signature("Step", "class Step", ""),
                    new Contract.Signature("Step.time", "time: float", ""),
                    new Contract.Signature("Step.value", "value: float = 0.0", ""),
                    new Contract.Signature("Decay", "class Decay", "Decays at a constant rate."),
                    new Contract.Signature(
                        "Decay.__init__",
                        "def __init__(self, rate: float, start: float = 1.0)",
                        ""),
                    new Contract.Signature(
                        "Decay.run",
                        "def run(self, steps: int, *, width: float = 0.1)",
                        "Values after each step."),
                    new Contract.Signature("half_life", "def half_life(rate: float) -> float", ""),
                    new Contract.Signature("bounds", "def bounds(values)", ""))));
    assertThat(checks.outline("def f(:")).isEmpty();
  }
}
