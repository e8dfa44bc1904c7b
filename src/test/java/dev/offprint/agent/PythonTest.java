package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from Python without Python, and what is put right in it. */
final class PythonTest {
  @Test
  void anOutlineHasWhatIsDefinedAtTheTop() {
    String code =
        """
        \"""A text with def nothing(): inside.\"""
        RATE: float = 3.7
        def simulate(
            params: dict,
            steps: int = 10,
        ) -> list[float]:
            def inner():
                return 1
            return [inner()]
        class Trainer(Base):
            def __init__(self, rate: float):
                self.rate = rate
            def fit(self, x) -> float:
                return x
            def _hidden(self):
                return 0
        """;
    assertThat(Python.of(code).outline().signatures())
        .extracting(Signature::name, Signature::declaration)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("RATE", "RATE = ..."),
            org.assertj.core.groups.Tuple.tuple(
                "simulate", "def simulate(params: dict, steps: int = 10, ) -> list[float]"),
            org.assertj.core.groups.Tuple.tuple("Trainer", "class Trainer(Base)"),
            org.assertj.core.groups.Tuple.tuple(
                "Trainer.__init__", "def __init__(self, rate: float)"),
            org.assertj.core.groups.Tuple.tuple("Trainer.fit", "def fit(self, x) -> float"));
  }

  @Test
  void stubsAreSeenAndRealCodeIsNot() {
    assertThat(Python.of("def f(x):\n    \"\"\"Does it.\"\"\"\n    pass\n").hole()).isPresent();
    assertThat(Python.of("def f(x): ...\n").hole()).isPresent();
    assertThat(Python.of("def f(x):\n    raise NotImplementedError(\"later\")\n").hole())
        .isPresent();
    assertThat(Python.of("def f(x):\n    # TODO: write\n    return 1\n").hole()).isPresent();
    assertThat(Python.of("class E(Exception):\n    pass\n").hole()).isEmpty();
    assertThat(Python.of("def f():\n    return \"# TODO in a text\"\n").hole()).isEmpty();
    assertThat(Python.of("class B:\n    @abstractmethod\n    def f(self):\n        pass\n").hole())
        .isEmpty();
  }

  @Test
  void aFunctionThatPromisesAValueAndGivesNoneIsSeen() {
    String body = "    a = p[\"a\"]\n    b = a\n\n";
    assertThat(Python.of("def f(p: dict) -> np.ndarray:\n" + body + "x = 1\n").hole())
        .contains("line 1: f computes and returns nothing");
    for (String promise : List.of("", " -> None", " -> Optional[dict]", " -> dict | None")) {
      assertThat(Python.of("def f(p: dict)" + promise + ":\n" + body).hole()).isEmpty();
    }
    for (String gives :
        List.of("return a", "return \"a\"", "return 'a'", "yield a", "raise ValueError(a)")) {
      assertThat(Python.of("def f(p: dict) -> dict:\n" + body + "    " + gives + "\n").hole())
          .isEmpty();
    }
  }

  @Test
  void anEndInsideAStringOrBracketIsSeen() {
    assertThat(Python.of("x = (1,\n").endsInside()).isTrue();
    assertThat(Python.of("x = '''a\n").endsInside()).isTrue();
    assertThat(Python.of("x = \"a ( b\"  # (\n").endsInside()).isFalse();
  }

  @Test
  void forgottenImportsAreAdded() {
    RepoPath model = new RepoPath("model.py");
    Task task = new Task(new RepoPath("run.py"), "", List.of(model), List.of(), List.of());
    Map<RepoPath, Contract> known =
        Map.of(model, new Contract(List.of(new Signature("step", "def step(x)", ""))));
    String code = "\"\"\"Runs.\"\"\"\n\n\ndef run(config):\n    return np.array([step(1)])\n";
    assertThat(Imports.completed(code, task, known))
        .isEqualTo(
            "\"\"\"Runs.\"\"\"\nimport numpy as np\nfrom model import step\n\n\n"
                + "def run(config):\n    return np.array([step(1)])\n");
  }

  @Test
  void whatIsImportedOrDefinedIsLeftAlone() {
    Task task = new Task(Logic.MAIN, "", List.of(), List.of(), List.of());
    String code =
        "import numpy as np\nfrom math import pi\n\n\ndef run(time):\n    return np.pi * time.x\n";
    assertThat(Imports.completed(code, task, Map.of())).isEqualTo(code);
  }

  @Test
  void theEndOfMainIsPutBack() {
    String cut =
        "def main() -> None:\n    run({}, True)\n\n\ndef run(config, smoke):\n    results = {}\n    not_run = {}\n";
    assertThat(Entry.completed(cut))
        .isEqualTo(
            cut + "    return results, not_run\n\n\nif __name__ == \"__main__\":\n    main()\n");
  }

  @Test
  void declarationsAreMadeWhole() {
    assertThat(Declarations.read("fit", "fit(x, y=1)", "").orElseThrow().declaration())
        .isEqualTo("def fit(x, y=1)");
    assertThat(Declarations.read("T.fit", "def fit(self, x) -> float:", "").orElseThrow().name())
        .isEqualTo("T.fit");
    assertThat(Declarations.read("fit", "fits the model", "")).isEmpty();
    assertThat(Declarations.read("fit", "def fit(x", "")).isEmpty();
    assertThat(
            Declarations.arity(new Signature("T.f", "def f(self, a, b: int = 1, *, c=2) -> x", ""))
                .orElseThrow())
        .containsExactly(1, 3);
  }

  @Test
  void theEntryPointMayImportFromEveryFile() {
    RepoPath model = new RepoPath("model.py");
    RepoPath plots = new RepoPath("plots.py");
    Map<RepoPath, Contract> known = new java.util.LinkedHashMap<>();
    known.put(
        model, new Contract(List.of(new Signature("simulate", "def simulate(x: int) -> int", ""))));
    known.put(plots, new Contract(List.of(new Signature("draw", "def draw() -> None", ""))));
    Task main = new Task(Logic.MAIN, "", List.of(plots), List.of(), List.of());
    Task other = new Task(new RepoPath("other.py"), "", List.of(plots), List.of(), List.of());
    String code = "draw()\nsimulate(1)\n";
    assertThat(Imports.completed(code, main, known))
        .isEqualTo("from model import simulate\nfrom plots import draw\n" + code);
    assertThat(Imports.completed(code, other, known)).isEqualTo("from plots import draw\n" + code);
  }
}
