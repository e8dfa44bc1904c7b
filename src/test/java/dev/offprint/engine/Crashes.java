package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import dev.offprint.session.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points around every side effect at which the process can die, and what must hold there: no call
 * is opened whose answer is in the journal.
 */
public class Crashes implements Seams {
  /** The process died here. */
  public static final class CrashError extends Error {
    private static final long serialVersionUID = 1;

    CrashError(String point) {
      super(point, null, false, false);
    }
  }

  public final List<String> violations = new ArrayList<>();

  /** What may be spent, and which papers may go where. */
  HouseRules rules = HouseRules.NONE;

  @Override
  public HouseRules rules() {
    return rules;
  }

  /** Where the process died so far. */
  public final List<String> died = new ArrayList<>();

  private int left = -1;
  private Runnable onDeath = () -> {};

  /** Dies at the n-th point from now, from 1. */
  public synchronized void dieAfter(int points) {
    left = points;
  }

  public synchronized void live() {
    left = -1;
  }

  /** Told of every death, before the process notices. */
  public void onDeath(Runnable told) {
    onDeath = told;
  }

  synchronized void point(String name) {
    if (left > 0 && --left == 0) {
      died.add(name);
      onDeath.run();
      throw new CrashError(name);
    }
  }

  @Override
  public Store store(Store store) {
    return new Store() {
      @Override
      public <T> T transact(Work<T> work) {
        T value =
            store.transact(
                tx -> {
                  T done = work.in(tx);
                  point("before the commit");
                  return done;
                });
        point("after the commit");
        return value;
      }

      @Override
      public Optional<Stored> load(SessionId session) {
        return store.load(session);
      }

      @Override
      public List<Stored> list() {
        return store.list();
      }

      @Override
      public List<Stored> in(ThreadRef thread) {
        return store.in(thread);
      }

      @Override
      public List<Stored> ofPaper(List<String> paperKeys) {
        return store.ofPaper(paperKeys);
      }

      @Override
      public List<Happened> history(SessionId session) {
        return store.history(session);
      }

      @Override
      public List<OutboxRow> posts(SessionId session) {
        return store.posts(session);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  @Override
  public Journal journal(Journal journal) {
    return new Journal() {
      @Override
      public List<Entry> entries(CallKey anyAttempt) {
        return journal.entries(anyAttempt);
      }

      @Override
      public Opening open(
          CallKey key, EffectKey effect, String promptHash, Cost most, Account account) {
        for (Entry entry : journal.entries(key)) {
          if (entry.reply() != null && !Boolean.FALSE.equals(entry.used())) {
            violations.add("asked again, though answered: " + key);
          }
        }
        point("before the call is opened");
        Opening opened = journal.open(key, effect, promptHash, most, account);
        point("after the call is opened, before the model");
        return opened;
      }

      @Override
      public void reply(CallKey key, Reply reply, @Nullable Money cost) {
        point("after the model's reply, before the journal");
        journal.reply(key, reply, cost);
        point("after the journal, before the verdict");
      }

      @Override
      public void failed(CallKey key, Usage spent, @Nullable Money cost, String why) {
        point("after the failed call, before the journal");
        journal.failed(key, spent, cost, why);
      }

      @Override
      public void verdict(CallKey key, EffectKey effect, boolean used, String why) {
        journal.verdict(key, effect, used, why);
        point("after the verdict");
      }

      @Override
      public int settleLeftOpen(EffectKey effect) {
        int settled = journal.settleLeftOpen(effect);
        point("after settling what was left open");
        return settled;
      }

      @Override
      public List<Took> took(String model, int sessions) {
        return journal.took(model, sessions);
      }

      @Override
      public Spent spent(SessionId session) {
        return journal.spent(session);
      }

      @Override
      public List<Entry> all(SessionId session) {
        return journal.all(session);
      }

      @Override
      public void models(SessionId session, Map<Role, Traits> models) {
        journal.models(session, models);
      }

      @Override
      public Map<Role, Traits> models(SessionId session) {
        return journal.models(session);
      }
    };
  }

  @Override
  public Blobs blobs(Blobs blobs) {
    return new Blobs() {
      @Override
      public BlobId put(byte[] bytes) {
        BlobId id = blobs.put(bytes);
        point("after the bytes, before the row that names them");
        return id;
      }

      @Override
      public BlobId put(SessionId session, byte[] bytes) {
        BlobId id = blobs.put(session, bytes);
        point("after the bytes, before the row that names them");
        return id;
      }

      @Override
      public byte[] get(BlobId id) {
        return blobs.get(id);
      }
    };
  }

  @Override
  public Listening listening(Listening listening) {
    return new Listening() {
      @Override
      public Optional<Heard> heard(ThreadRef thread) {
        return listening.heard(thread);
      }

      @Override
      public void keep(ThreadRef thread, Heard heard) {
        point("before the mark");
        listening.keep(thread, heard);
        point("after the mark");
      }
    };
  }

  @Override
  public Chat chat(Chat chat) {
    return new Chat() {
      @Override
      public String connection() {
        return chat.connection();
      }

      @Override
      public Limits limits() {
        return chat.limits();
      }

      @Override
      public Posted post(ThreadRef thread, PostKey key, Message message) {
        point("before the post");
        Posted posted = chat.post(thread, key, message);
        point("after the post, before the record");
        return posted;
      }

      @Override
      public Posted edit(ThreadRef thread, PostId post, Message message) {
        point("before the edit");
        return chat.edit(thread, post, message);
      }

      @Override
      public Optional<PostId> find(ThreadRef thread, PostKey key) {
        return chat.find(thread, key);
      }

      @Override
      public Posted direct(Person to, PostKey key, Message message) {
        point("before the direct message");
        Posted posted = chat.direct(to, key, message);
        point("after the direct message, before the record");
        return posted;
      }

      @Override
      public void mark(ThreadRef thread, EventId asked, Mark mark) {
        chat.mark(thread, asked, mark);
      }
    };
  }

  /** An event that a platform delivers again until it is taken. */
  record Sent(SessionId session, EventId id, Event event) {}
}
