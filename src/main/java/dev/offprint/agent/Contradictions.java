package dev.offprint.agent;

import dev.offprint.session.Contract.Signature;
import dev.offprint.session.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one file means to call what another does not define, or not so. */
final class Contradictions {
  private Contradictions() {}

  static List<String> in(List<Analyst.Specified> all) {
    Map<RepoPath, List<Signature>> contracts = new LinkedHashMap<>();
    all.forEach(
        each -> contracts.put(each.analysis().path(), each.analysis().contract().signatures()));
    List<String> found = new ArrayList<>();
    for (Analyst.Specified each : all) {
      RepoPath caller = each.analysis().path();
      for (Analyst.Called call : each.calls()) {
        Optional<RepoPath> callee = Names.among(call.file(), contracts.keySet());
        if (callee.isEmpty()) {
          if (!call.file().isBlank()) {
            found.add(
                caller + " calls " + call.name() + " of " + call.file() + ", which is not planned");
          }
          continue;
        }
        compare(caller, callee.get(), call, contracts.getOrDefault(callee.get(), List.of()))
            .ifPresent(found::add);
      }
    }
    return found.stream().distinct().toList();
  }

  private static Optional<String> compare(
      RepoPath caller, RepoPath callee, Analyst.Called call, List<Signature> signatures) {
    if (caller.equals(callee)) {
      return Optional.empty();
    }
    String wanted = call.name().strip().replaceFirst("\\(.*", "");
    Optional<Signature> signature =
        signatures.stream()
            .filter(known -> known.name().equals(wanted) || known.name().endsWith("." + wanted))
            .findFirst();
    if (signature.isEmpty()) {
      return Optional.of(
          caller
              + " calls "
              + wanted
              + " of "
              + callee
              + ", whose contract has only "
              + signatures.stream().map(Signature::name).toList());
    }
    Optional<int[]> arity = Declarations.arity(signature.get());
    if (arity.isPresent()
        && (call.arguments() < arity.get()[0] || call.arguments() > arity.get()[1])) {
      return Optional.of(
          caller
              + " passes "
              + call.arguments()
              + " arguments to "
              + wanted
              + " of "
              + callee
              + ", which is "
              + signature.get().declaration());
    }
    return Optional.empty();
  }
}
