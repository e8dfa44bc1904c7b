package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Adapters state facts about a person ({@link Actor}); this decides. Start with
 * {@link #refusal}.
 */
public final class Permission {
  /** The group of whoever runs the program: no platform has one of that name. */
  public static final String OPERATOR = "(runs Offprint)";

  private Permission() {}

  /**
   * What a place allows beyond the default.
   *
   * @param approvers groups whose people approve and raise limits; none: the owner and all members
   * @param guests whether guests count as members
   * @param others whether people of other organisations count as members
   * @param signOff who alone decides about large amounts; null: whoever decides about others
   */
  public record Policy(
      Set<String> approvers, boolean guests, boolean others, @Nullable SignOff signOff) {
    /** Owner and members decide, nobody else. */
    public static final Policy DEFAULT = new Policy(Set.of(), false, false);

    public Policy {
      approvers = Set.copyOf(approvers);
    }

    /** Without a rule for large amounts. */
    public Policy(Set<String> approvers, boolean guests, boolean others) {
      this(approvers, guests, others, null);
    }

    /** All groups that the policy speaks of. */
    public Set<String> groups() {
      Set<String> groups = new TreeSet<>(approvers);
      if (signOff != null) {
        groups.addAll(signOff.groups());
      }
      return groups;
    }
  }

  /**
   * Above these amounts only those named decide, and none of the others.
   *
   * @param above at most one of each unit
   * @param groups groups whose people decide
   * @param people people who decide
   */
  public record SignOff(List<Amount> above, Set<String> groups, List<Person> people) {
    public SignOff {
      above = List.copyOf(above);
      groups = Set.copyOf(groups);
      people = List.copyOf(people);
      if (above.isEmpty() || (groups.isEmpty() && people.isEmpty())) {
        throw new IllegalArgumentException("a sign-off names an amount and who decides above it");
      }
    }

    /** {@code people of leads, @grace}. */
    public String who() {
      List<String> who = new ArrayList<>();
      if (!groups.isEmpty()) {
        who.add("people of " + String.join(", ", groups.stream().sorted().toList()));
      }
      people.forEach(person -> who.add("@" + person.name()));
      return String.join(" or ", who);
    }
  }

  /**
   * A decision that only those named can take.
   *
   * @param why in words: what it is about and which amount it passes
   */
  public record Needed(SignOff by, String why) {}

  /** Whom the plan that waits needs besides; empty where nobody in particular. */
  public static Optional<Needed> signOff(Policy policy, State state) {
    SignOff rule = policy.signOff();
    if (rule == null || !(state.condition() instanceof Condition.AwaitingApproval)) {
      return Optional.empty();
    }
    Estimate estimate = state.estimate();
    String plan = "Version " + state.version().number();
    if (estimate == null) {
      return Optional.of(new Needed(rule, plan + " has no estimate of what it will cost."));
    }
    return estimate
        .passes(rule.above())
        .map(
            amount ->
                new Needed(
                    rule,
                    plan
                        + estimate
                            .high(amount)
                            .map(high -> " may cost up to " + high.words())
                            .orElse(" may cost what nobody knows in dollars")
                        + ", and above "
                        + amount.words()
                        + " not everybody decides."));
  }

  /**
   * Whom a limit of that height needs; one in a unit that the rule does not have needs them too.
   */
  public static Optional<Needed> signOff(Policy policy, Amount limit) {
    SignOff rule = policy.signOff();
    if (rule == null) {
      return Optional.empty();
    }
    Optional<Amount> same =
        rule.above().stream().filter(amount -> amount.comparable(limit)).findFirst();
    if (same.isPresent() && !limit.above(same.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Needed(
            rule,
            same.isPresent()
                ? "A limit of " + limit.words() + " is above " + same.get().words() + "."
                : "How "
                    + limit.words()
                    + " compares with "
                    + rule.above().getFirst().words()
                    + " nobody knows beforehand."));
  }

  /** Empty where this person is named; otherwise why not everybody decides, and who does. */
  public static Optional<String> unsigned(Needed needed, Actor actor) {
    boolean named =
        needed.by().people().stream().anyMatch(person -> person.id().equals(actor.id()))
            || (actor.standing() == Actor.Standing.MEMBER
                && actor.groups().stream()
                    .anyMatch(
                        group -> group.equals(OPERATOR) || needed.by().groups().contains(group)));
    return named
        ? Optional.empty()
        : Optional.of(needed.why() + " Only " + needed.by().who() + " can decide that.");
  }

  /** What somebody wants to do. */
  public enum Deed {
    TAKE_PART,
    CANCEL,
    APPROVE,
    LIFT_HOLD,
    FORGET
  }

  /** Whether somebody may begin a session here; otherwise why not. */
  public static Optional<String> refusalToBegin(Policy policy, Actor actor) {
    return belongs(policy, actor)
        ? Optional.empty()
        : Optional.of("Only members of this channel can ask for a reproduction here.");
  }

  /** Empty where the deed is allowed; otherwise why not, and who can. */
  public static Optional<String> refusal(Policy policy, State state, Actor actor, Deed deed) {
    boolean owner = state.owner().id().equals(actor.id());
    boolean may =
        switch (deed) {
          case TAKE_PART -> owner || belongs(policy, actor);
          case CANCEL -> owner || approves(policy, owner, actor);
          case APPROVE -> approves(policy, owner, actor);
          case LIFT_HOLD ->
              owner
                  || approves(policy, owner, actor)
                  || (state.hold() != null && state.hold().by().id().equals(actor.id()));
          case FORGET -> owner;
        };
    return may ? Optional.empty() : Optional.of(who(policy, state, deed));
  }

  /** Owner and members by default; with groups named, only their people. */
  private static boolean approves(Policy policy, boolean owner, Actor actor) {
    return policy.approvers().isEmpty()
        ? owner || belongs(policy, actor)
        : belongs(policy, actor) && actor.groups().stream().anyMatch(policy.approvers()::contains);
  }

  private static boolean belongs(Policy policy, Actor actor) {
    return switch (actor.standing()) {
      case MEMBER -> true;
      case GUEST -> policy.guests();
      case OTHER_ORGANISATION -> policy.others();
    };
  }

  private static String who(Policy policy, State state, Deed deed) {
    String owner = "@" + state.owner().name();
    String approvers =
        policy.approvers().isEmpty()
            ? owner + " and the members of this channel"
            : "people of " + String.join(", ", policy.approvers().stream().sorted().toList());
    return switch (deed) {
      case TAKE_PART -> "Only " + owner + " and the members of this channel can do that.";
      case CANCEL ->
          policy.approvers().isEmpty()
              ? "Only " + approvers + " can cancel."
              : "Only " + owner + " and " + approvers + " can cancel.";
      case APPROVE -> "Only " + approvers + " can decide that.";
      case LIFT_HOLD -> {
        String holder = state.hold() == null ? "" : "@" + state.hold().by().name() + ", ";
        yield "Only " + holder + owner + " and those who may approve can lift the hold.";
      }
      case FORGET -> "Only " + owner + ", who owns this session, can have it forgotten.";
    };
  }
}
