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
  private final Cache<String, Actor> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

  SlackPeople(SlackApi api, Ourselves ourselves, SlackGroups groups) {
    this.api = api;
    this.ourselves = ourselves;
    this.groups = groups;
  }

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
    Actor actor = known.get(user, this::asked);
    return foreign(team)
        ? new Actor(actor.id(), actor.name(), Standing.OTHER_ORGANISATION, Set.of())
        : new Actor(actor.id(), actor.name(), actor.standing(), groups.of(user));
  }

  /** The name of a person; the id where Slack does not say. */
  String name(String user) {
    try {
      return known.get(user, this::asked).name();
    } catch (NotNow unknown) {
      return user;
    }
  }

  private Actor asked(String user) {
    return switch (api.call(slack -> slack.usersInfo(asking -> asking.user(user)))) {
      case SlackAnswer.Done<UsersInfoResponse> done -> actor(user, done.value().getUser());
      case SlackAnswer.Refused<UsersInfoResponse> no -> {
        // Whoever cannot be told from a guest is treated as one.
        LOG.warn("Slack does not say who {} is: {}", user, no.error());
        yield new Actor(SlackNames.person(user), user, Standing.GUEST, Set.of());
      }
      case SlackAnswer.Later<UsersInfoResponse> later -> throw new NotNow(later.why());
      case SlackAnswer.Unknown<UsersInfoResponse> unknown -> throw new NotNow(unknown.why());
    };
  }

  private Actor actor(String user, User told) {
    Standing standing =
        told.isStranger() || (foreign(told.getTeamId()) && !sameOrganisation(told))
            ? Standing.OTHER_ORGANISATION
            : told.isRestricted() || told.isUltraRestricted() || told.isBot()
                ? Standing.GUEST
                : Standing.MEMBER;
    return new Actor(SlackNames.person(user), name(told), standing, Set.of());
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
