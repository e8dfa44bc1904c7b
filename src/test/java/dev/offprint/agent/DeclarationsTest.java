package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Contract.Signature;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
  private static Signature signature(String name, String declaration) {
    return new Signature(name, declaration, "");
  }

  @Test
  void aMethodBecomesAFunctionOfItsModule() {
    assertThat(
            Declarations.function(
                signature("Model.run", "def run(self, steps: int) -> np.ndarray")))
        .contains(signature("run", "def run(steps: int) -> np.ndarray"));
    assertThat(Declarations.function(signature("stop", "def stop(self) -> None")))
        .contains(signature("stop", "def stop() -> None"));
    assertThat(Declarations.function(signature("selfish", "def selfish(selfless: int) -> int")))
        .contains(signature("selfish", "def selfish(selfless: int) -> int"));
  }

  @Test
  void aClassIsNoFunction() {
    assertThat(Declarations.function(signature("Model", "class Model"))).isEmpty();
  }
}
