package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.paper.format.FileKind;
import dev.offprint.paper.format.Formats;

/**
 * Reads a file of any kind in this process, told by its content. Only {@link PdfChild} does that.
 */
final class PaperReader {
  private final PaperSettings settings;

  PaperReader(PaperSettings settings) {
    this.settings = settings;
  }

  Read read(byte[] file) {
    if (FileKind.of(file) == FileKind.PDF) {
      return new PdfReader(settings).read(file);
    }
    if (FileKind.of(file) == FileKind.HTML) {
      String obstacle = LandingPage.obstacle(file);
      if (!obstacle.isEmpty()) {
        return new Read.Unreadable(obstacle);
      }
    }
    Formats.Outcome outcome;
    try {
      outcome = Formats.read(file);
    } catch (StackOverflowError nested) {
      outcome =
          new Formats.Outcome.Refused(
              "The file is nested deeper than any paper. Attach the paper's PDF.");
    }
    return switch (outcome) {
      case Formats.Outcome.Read read -> Draft.read(read.written(), settings);
      case Formats.Outcome.Refused refused -> new Read.Unreadable(refused.words());
      case Formats.Outcome.Pdf pdf ->
          switch (new PdfReader(settings).read(pdf.bytes())) {
            case Read.Done done -> new Read.Done(done.paper().noted(pdf.notes()), done.keys());
            case Read.NoPaper no -> no;
            case Read.Scan scan -> scan;
            case Read.Unreadable unreadable -> unreadable;
          };
    };
  }
}
