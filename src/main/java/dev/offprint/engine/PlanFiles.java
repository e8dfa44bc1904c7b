package dev.offprint.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.session.BlobId;
import dev.offprint.session.Plan;
import dev.offprint.session.SessionId;
import java.util.ArrayList;
import java.util.List;

/** A plan as files beside its card; drawn once, for a card is edited often and drawing is slow. */
final class PlanFiles {
  private final Documents documents;
  private final Blobs blobs;
  private final Cache<Drawn, List<Attachment>> drawn =
      Caffeine.newBuilder().maximumSize(100).build();

  PlanFiles(Documents documents, Blobs blobs) {
    this.documents = documents;
    this.blobs = blobs;
  }

  List<Attachment> of(SessionId session, BlobId id, Plan plan) {
    return drawn.get(new Drawn(session, id), unseen -> draw(session, plan));
  }

  /** Per session, since the files are forgotten with it. */
  private record Drawn(SessionId session, BlobId plan) {}

  private List<Attachment> draw(SessionId session, Plan plan) {
    List<Attachment> files = new ArrayList<>();
    files.add(
        new Attachment(
            "plan.md", "text/markdown", blobs.putText(session, documents.planMarkdown(plan))));
    files.add(
        new Attachment(
            "plan.yaml", "application/yaml", blobs.putText(session, documents.planYaml(plan))));
    for (Documents.Picture picture : documents.pictures(plan)) {
      files.add(
          new Attachment(picture.name() + ".png", "image/png", blobs.put(session, picture.png())));
    }
    return List.copyOf(files);
  }
}
