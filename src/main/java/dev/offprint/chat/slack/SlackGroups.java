package dev.offprint.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.usergroups.UsergroupsListResponse;
import com.slack.api.model.Usergroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the user groups of the workspace that decide something here, by the groups' handles.
 * Where none does, Slack is asked nothing.
 */
final class SlackGroups {
  private static final Logger LOG = LoggerFactory.getLogger(SlackGroups.class);

  /** Whoever leaves a group decides no longer than this. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final SlackApi api;
  private final Set<String> deciding;
  private final Cache<Set<String>, Map<String, Set<String>>> known =
      Caffeine.newBuilder().expireAfterWrite(FRESH).build();

  SlackGroups(SlackApi api, Set<String> deciding) {
    this.api = api;
    this.deciding = deciding;
  }

  /**
   * The groups that decide and that this person is in.
   *
   * @throws SlackPeople.NotNow where Slack does not answer
   */
  Set<String> of(String user) {
    if (deciding.isEmpty()) {
      return Set.of();
    }
    Map<String, Set<String>> people = known.get(deciding, unused -> people());
    Set<String> groups = new TreeSet<>(deciding);
    groups.removeIf(group -> !people.getOrDefault(group, Set.of()).contains(user));
    return groups;
  }

  private Map<String, Set<String>> people() {
    return switch (ask(api)) {
      case SlackAnswer.Done<Map<String, Set<String>>> done -> done.value();
      case SlackAnswer.Refused<Map<String, Set<String>>> no -> {
        // Whoever cannot be seen in a group is in none: nobody decides by mistake.
        LOG.error(
            "Slack does not say who is in {}, so nobody can approve: {}", deciding, no.error());
        yield Map.of();
      }
      case SlackAnswer.Later<Map<String, Set<String>>> later ->
          throw new SlackPeople.NotNow(later.why());
      case SlackAnswer.Unknown<Map<String, Set<String>>> unknown ->
          throw new SlackPeople.NotNow(unknown.why());
    };
  }

  /** All groups of this workspace, by handle, with the ids of their people. */
  static SlackAnswer<Map<String, Set<String>>> ask(SlackApi api) {
    return switch (api.call(slack -> slack.usergroupsList(asking -> asking.includeUsers(true)))) {
      case SlackAnswer.Done<UsergroupsListResponse> done ->
          new SlackAnswer.Done<>(people(done.value().getUsergroups()));
      case SlackAnswer.Refused<UsergroupsListResponse> no ->
          new SlackAnswer.Refused<>(no.error(), no.needed());
      case SlackAnswer.Later<UsergroupsListResponse> later ->
          new SlackAnswer.Later<>(later.after(), later.why());
      case SlackAnswer.Unknown<UsergroupsListResponse> unknown ->
          new SlackAnswer.Unknown<>(unknown.why());
    };
  }

  /** A group of another organisation may have the handle of one of ours: it counts for nothing. */
  private static Map<String, Set<String>> people(List<Usergroup> groups) {
    Map<String, Set<String>> people = new TreeMap<>();
    for (Usergroup group : groups) {
      if (!group.isExternal() && group.getHandle() != null) {
        people.put(
            group.getHandle(), group.getUsers() == null ? Set.of() : Set.copyOf(group.getUsers()));
      }
    }
    return people;
  }
}
