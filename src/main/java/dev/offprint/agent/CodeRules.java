package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a written file is held to before it counts: it is there, it is whole, nothing is left to be
 * done, its contract is kept, and what it imports from the repository exists.
 */
record CodeRules(Task task, Contract contract, Map<RepoPath, Contract> known) {
  static final int MOST_CHARACTERS = 200_000;

  /** The file, with imports completed; or what is wrong with it. */
  String checked(String code, int attempt) throws Unusable {
    if (code.isBlank()) {
      throw new Unusable("no code was found; answer with the whole file in one ```python block");
    }
    String whole = task.path().equals(Logic.MAIN) ? Entry.completed(code) : code;
    Python python = Python.of(whole);
    if (python.endsInside()) {
      throw new Unusable("the code ends inside a string or bracket; write the whole file");
    }
    // What is left after the third answer is for the gates to tell, and makes the delivery a draft.
    if (attempt < 3) {
      Optional<String> hole = python.hole();
      if (hole.isPresent()) {
        throw new Unusable(hole.get() + "; write the whole file, without stubs");
      }
    }
    if (attempt == 1) {
      keepsContract(python);
      importsExist(python);
    }
    return Imports.completed(whole, task, known);
  }

  private void keepsContract(Python python) throws Unusable {
    Set<String> defined = new TreeSet<>();
    python.outline().signatures().forEach(signature -> defined.add(signature.name()));
    List<String> missing =
        contract.signatures().stream()
            .map(Signature::name)
            .filter(name -> !name.contains("_") || !name.startsWith("_"))
            .filter(name -> !defined.contains(name) && !attribute(name, python))
            .toList();
    if (!missing.isEmpty()) {
      throw new Unusable(
          "the contract of "
              + task.path()
              + " demands "
              + missing
              + "; the file defines "
              + defined);
    }
  }

  /** Attributes and inherited methods cannot be seen from outside the class body. */
  private static boolean attribute(String name, Python python) {
    int dot = name.indexOf('.');
    return dot > 0 && python.bare().contains(name.substring(dot + 1));
  }

  private void importsExist(Python python) throws Unusable {
    for (Python.Import each : python.imports()) {
      for (Map.Entry<RepoPath, Contract> file : known.entrySet()) {
        if (Names.module(file.getKey()).equals(each.module())) {
          Set<String> defined = new TreeSet<>();
          file.getValue().signatures().forEach(signature -> defined.add(signature.name()));
          List<String> missing =
              each.names().stream()
                  .filter(name -> !name.equals("*") && !defined.contains(name))
                  .toList();
          if (!missing.isEmpty()) {
            throw new Unusable(file.getKey() + " does not define " + missing + ", only " + defined);
          }
        }
      }
    }
  }
}
