package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Logic.Dependency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagesTest {
  private static List<String> read(boolean compact, String... names) {
    return Packages.read(
            List.of(names).stream().map(name -> new Designer.Package(name, "")).toList(), compact)
        .stream()
        .map(Dependency::name)
        .toList();
  }

  @Test
  void aPackageThatASmallModelMadeUpIsDropped() {
    assertThat(read(true, "differentialequations", "networkx"))
        .containsExactly("networkx", "numpy", "scipy", "matplotlib", "PyYAML");
  }

  @Test
  void aLargeModelMayNameAnyPackageOfTheIndex() {
    assertThat(read(false, "brand-new-solver", "json"))
        .containsExactly("brand-new-solver", "PyYAML");
  }
}
