package dev.offprint.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step in the making: a working copy of the state and the effects issued so far. Only the rules
 * use it, one event long.
 */
final class Turn {
  private final SessionId id;
  private final EventId event;
  private final List<Effect> effects = new ArrayList<>();
  private int issued;

  ThreadRef thread;
  Person requester;
  Person owner;
  BlobId brief;
  List<Source> sources;
  int read;
  Condition condition;
  @Nullable BlobId paper;
  List<String> paperKeys;
  @Nullable BlobId draft;
  @Nullable BlobId plan;
  PlanVersion version;
  PlanVersion newest;
  PlanVersion carded;
  boolean designing;
  @Nullable Approval approval;
  @Nullable BlobId analyses;
  @Nullable BlobId tree;
  int deliveries;
  @Nullable BlobId delivered;
  State.@Nullable Handed handed;
  List<OpenQuestion> questions;
  List<Change> waiting;
  List<Change> applying;
  List<State.Used> used;
  List<State.Offered> offered;
  List<State.FollowUp> followUps;
  State.@Nullable FollowUp followUp;
  List<State.Report> reports;
  @Nullable Hold hold;
  State.@Nullable Gone gone;
  Amount budget;
  int outages;
  @Nullable EffectKey alarm;
  State.Reach reach;
  @Nullable SessionId parent;
  @Nullable Amount allowance;
  @Nullable Estimate estimate;

  Turn(State state, EventId event) {
    this.id = state.id();
    this.event = event;
    issued = state.issued();
    thread = state.thread();
    requester = state.requester();
    owner = state.owner();
    brief = state.brief();
    sources = new ArrayList<>(state.sources());
    read = state.read();
    condition = state.condition();
    paper = state.paper();
    paperKeys = state.paperKeys();
    draft = state.draft();
    plan = state.plan();
    version = state.version();
    newest = state.newest();
    carded = state.carded();
    designing = state.designing();
    approval = state.approval();
    analyses = state.analyses();
    tree = state.tree();
    deliveries = state.deliveries();
    delivered = state.delivered();
    handed = state.handed();
    questions = new ArrayList<>(state.questions());
    waiting = new ArrayList<>(state.waiting());
    applying = new ArrayList<>(state.applying());
    used = new ArrayList<>(state.used());
    offered = new ArrayList<>(state.offered());
    followUps = new ArrayList<>(state.followUps());
    followUp = state.followUp();
    reports = new ArrayList<>(state.reports());
    hold = state.hold();
    gone = state.gone();
    budget = state.budget();
    outages = state.outages();
    alarm = state.alarm();
    reach = state.reach();
    parent = state.parent();
    allowance = state.allowance();
    estimate = state.estimate();
  }

  /** The event that this step takes. */
  EventId event() {
    return event;
  }

  /** How many effects have been issued by now. */
  int issued() {
    return issued;
  }

  /** Moves on; an alarm that the left condition had set is stale from now on. */
  void becomes(Condition next) {
    condition = next;
    alarm = null;
  }

  /** Says something in the thread; nothing where the thread is out of reach. */
  void post(Effect.Topic topic) {
    if (!reach.gone()) {
      effects.add(new Effect.Post(issue(), topic));
    }
  }

  void echo(Actor by, Effect.Taken taken) {
    post(new Effect.Topic.Echo(event, by.person(), taken));
  }

  void writeDirectly(Effect.Topic topic) {
    effects.add(new Effect.WriteDirectly(issue(), owner, topic));
  }

  /** Sets the one alarm that counts. */
  void wake(Effect.Alarm.Purpose purpose, Duration after) {
    EffectKey current = new EffectKey(id, Math.max(1, issued));
    EffectKey key = issue();
    alarm = key;
    effects.add(new Effect.Wake(key, new Effect.Alarm(purpose, current), after));
  }

  /** Issues a stage under a new key; a result under any other key is stale from now on. */
  void run(Stage stage) {
    EffectKey key = issue();
    becomes(new Condition.Working(stage, key));
    effects.add(new Effect.RunStage(key, stage, inputs()));
  }

  /** Stops the running stage, if one runs. */
  void abort() {
    if (condition instanceof Condition.Working working) {
      effects.add(new Effect.AbortStage(issue(), working.key()));
    }
  }

  void erase() {
    effects.add(new Effect.Erase(issue()));
  }

  /** Keeps nothing that came from people or papers. */
  void blank(Person nobody) {
    requester = nobody;
    owner = nobody;
    brief = BlobId.EMPTY;
    sources.clear();
    read = 0;
    paper = null;
    paperKeys = List.of();
    draft = null;
    plan = null;
    approval = null;
    analyses = null;
    tree = null;
    delivered = null;
    handed = null;
    questions.clear();
    waiting.clear();
    applying.clear();
    used.clear();
    offered.clear();
    followUps.clear();
    followUp = null;
    reports.clear();
    hold = null;
    gone = null;
    parent = null;
  }

  private EffectKey issue() {
    issued++;
    return new EffectKey(id, issued);
  }

  private Effect.Inputs inputs() {
    return new Effect.Inputs(
        brief,
        sources,
        paper,
        draft,
        plan,
        version,
        newest.next(),
        questions,
        applying,
        analyses,
        tree,
        deliveries,
        delivered,
        followUp,
        budget);
  }

  Step.Accepted accepted() {
    return new Step.Accepted(
        new State(
            id,
            thread,
            requester,
            owner,
            brief,
            sources,
            read,
            condition,
            issued,
            paper,
            paperKeys,
            draft,
            plan,
            version,
            newest,
            carded,
            designing,
            approval,
            analyses,
            tree,
            deliveries,
            delivered,
            handed,
            questions,
            waiting,
            applying,
            used,
            offered,
            followUps,
            followUp,
            reports,
            hold,
            gone,
            budget,
            outages,
            alarm,
            reach,
            parent,
            allowance,
            estimate),
        effects);
  }
}
