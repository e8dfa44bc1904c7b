package dev.offprint.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
import dev.offprint.session.Actor;
import dev.offprint.session.Actor.Standing;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who somebody is, as Slack says: name, whether a guest or of elsewhere, and in which groups. */
final class SlackPeople {
  private static final Logger LOG = LoggerFactory.getLogger(SlackPeople.class);

  /** A guest who became a member, or the other way, is one after this time at the latest. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final SlackApi api;
  private final Ourselves ourselves;
  private final SlackGroups groups;
  private final Cache<String, Known> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

  SlackPeople(SlackApi api, Ourselves ourselves, SlackGroups groups) {
    this.api = api;
    this.ourselves = ourselves;
    this.groups = groups;
  }

  /**
   * What Slack says of somebody, whatever event names them.
   *
   * @param kin whether another workspace of theirs belongs to our organisation
   */
  private record Known(Actor actor, boolean kin) {}

  /** Slack does not say now who somebody is; what they did has to come again. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotNow(String why) {
      super(why);
    }
  }

  /**
   * The person, with what Slack says of them.
   *
   * @param team the workspace that the event names for them; empty where it names none
   * @throws NotNow where Slack does not answer
   */
  Actor actor(String user, String team) {
    Known known = this.known.get(user, this::asked);
    Actor actor = known.actor();
    return foreign(team) && !known.kin()
        ? new Actor(actor.id(), actor.name(), Standing.OTHER_ORGANISATION, Set.of())
        : new Actor(actor.id(), actor.name(), actor.standing(), groups.of(user));
  }

  /** The name of a person; the id where Slack does not say. */
  String name(String user) {
    try {
      return known.get(user, this::asked).actor().name();
    } catch (NotNow unknown) {
      return user;
    }
  }

  private Known asked(String user) {
    return switch (api.call(slack -> slack.usersInfo(asking -> asking.user(user)))) {
      case SlackAnswer.Done<UsersInfoResponse> done -> known(user, done.value().getUser());
      case SlackAnswer.Refused<UsersInfoResponse> no -> {
        // Whoever cannot be told from a guest is treated as one.
        LOG.warn("Slack does not say who {} is: {}", user, no.error());
        yield new Known(new Actor(SlackNames.person(user), user, Standing.GUEST, Set.of()), false);
      }
      case SlackAnswer.Later<UsersInfoResponse> later -> throw new NotNow(later.why());
      case SlackAnswer.Unknown<UsersInfoResponse> unknown -> throw new NotNow(unknown.why());
    };
  }

  private Known known(String user, User told) {
    boolean kin = !told.isStranger() && sameOrganisation(told);
    Standing standing =
        told.isStranger() || (foreign(told.getTeamId()) && !kin)
            ? Standing.OTHER_ORGANISATION
            : told.isRestricted() || told.isUltraRestricted() || told.isBot()
                ? Standing.GUEST
                : Standing.MEMBER;
    return new Known(new Actor(SlackNames.person(user), name(told), standing, Set.of()), kin);
  }

  private boolean foreign(@Nullable String team) {
    return team != null
        && !team.isEmpty()
        && !team.equals(ourselves.team())
        && !team.equals(ourselves.enterprise());
  }

  private boolean sameOrganisation(User told) {
    User.EnterpriseUser enterprise = told.getEnterpriseUser();
    return enterprise != null
        && !ourselves.enterprise().isEmpty()
        && ourselves.enterprise().equals(enterprise.getEnterpriseId());
  }

  private static String name(User told) {
    User.Profile profile = told.getProfile();
    String display = profile == null ? null : profile.getDisplayName();
    if (display != null && !display.isBlank()) {
      return display;
    }
    String real = told.getRealName();
    if (real != null && !real.isBlank()) {
      return real;
    }
    return told.getName() == null ? told.getId() : told.getName();
  }
}
