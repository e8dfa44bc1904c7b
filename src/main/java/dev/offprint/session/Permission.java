package dev.offprint.session;

import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. Adapters state facts about a person ({@link Actor}); this decides. Start with
 * {@link #refusal}.
 */
public final class Permission {
  private Permission() {}

  /**
   * What a place allows beyond the default.
   *
   * @param approvers groups whose people approve and raise limits; none: the owner and all members
   * @param guests whether guests count as members
   * @param others whether people of other organisations count as members
   */
  public record Policy(Set<String> approvers, boolean guests, boolean others) {
    /** Owner and members decide, nobody else. */
    public static final Policy DEFAULT = new Policy(Set.of(), false, false);

    public Policy {
      approvers = Set.copyOf(approvers);
    }
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
