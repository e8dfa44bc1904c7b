package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PDF in this process. Only {@link PdfChild} does that: a hostile file may take all memory
 * and never end.
 */
final class PdfReader {
  /** Fewer characters on a page than this are a page number or a stamp, not text. */
  private static final int LEAST_ON_PAGE = 40;

  private static final int MOST_PASSAGES = 100;

  /** In bytes: what the drawing of one page may take once it is decompressed. */
  private static final long MOST_CONTENT = 64 * 1024 * 1024;

  static final String LOCKED =
      "The PDF is protected with a password. Save it without one and attach it again.";
  static final String BROKEN =
      "The PDF is damaged or cut off and cannot be read. Download it again, or print it to a new PDF, and attach that.";

  private final PaperSettings settings;
  private final Tesseract tesseract;

  PdfReader(PaperSettings settings) {
    this(settings, new Tesseract("tesseract"));
  }

  PdfReader(PaperSettings settings, Tesseract tesseract) {
    this.settings = settings;
    this.tesseract = tesseract;
  }

  Read read(byte[] file) {
    try (PDDocument document = Loader.loadPDF(file)) {
      return read(document);
    } catch (InvalidPasswordException locked) {
      return new Read.Unreadable(LOCKED);
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      return new Read.Unreadable(BROKEN);
    }
  }

  private Read read(PDDocument document) throws IOException {
    List<PDPage> pages = new ArrayList<>();
    for (PDPage page : document.getPages()) {
      if (pages.size() == settings.pages()) {
        break;
      }
      pages.add(page);
    }
    if (pages.isEmpty()) {
      return new Read.Unreadable(
          "The PDF has no pages, or is too damaged to find them. Attach the paper itself.");
    }
    List<String> notes = new ArrayList<>();
    if (document.getNumberOfPages() > pages.size()) {
      notes.add("Only the first " + pages.size() + " pages were read.");
    }
    Layers layers = new Layers(document.getDocumentCatalog().getOCProperties());
    Sheets drawn = new Sheets(settings.characters(), layers);
    List<Integer> huge = new ArrayList<>();
    List<Sheet> sheets = new ArrayList<>(sheets(drawn, pages, huge, notes));
    List<Integer> unread = recognise(document, sheets, notes);
    int characters = sheets.stream().mapToInt(sheet -> sheet.glyphs().size()).sum();
    int hidden = sheets.stream().mapToInt(Sheet::unseen).sum();
    int images = sheets.stream().mapToInt(Sheet::images).sum();
    long written = sheets.stream().filter(sheet -> sheet.glyphs().size() >= LEAST_ON_PAGE).count();
    if (characters < LEAST_ON_PAGE || written * 3 < sheets.size()) {
      String words = tooLarge(huge) + textless(hidden, images, written > 0);
      return images > 0
          ? new Read.Scan(pages.size(), List.of(), words)
          : new Read.Unreadable(words);
    }
    if (hidden > 0) {
      notes.add(
          hidden
              + " characters that a reader does not see (white, tiny, off the page or invisible) were left out.");
    }
    List<Integer> scanned = sheets.stream().filter(Sheet::recognised).map(Sheet::number).toList();
    if (!scanned.isEmpty()) {
      notes.add(
          PageNumbers.pictures(scanned) + "; the text behind is used, which nobody has checked.");
    }
    return paper(document, pages, sheets, unread, notes);
  }

  /** Pages that are pictures are read by text recognition where the machine has one. */
  private List<Integer> recognise(PDDocument document, List<Sheet> sheets, List<String> notes) {
    List<Integer> pictures = sheets.stream().filter(Sheet::picture).map(Sheet::number).toList();
    if (pictures.isEmpty()) {
      return List.of();
    }
    List<Integer> read = new ArrayList<>();
    List<Integer> unread = new ArrayList<>();
    for (int number : pictures) {
      List<Glyph> glyphs = tesseract.read(document, number - 1);
      if (glyphs.isEmpty()) {
        unread.add(number);
      } else {
        read.add(number);
        sheets.set(number - 1, sheets.get(number - 1).with(glyphs));
      }
    }
    if (!read.isEmpty()) {
      notes.add(
          PageNumbers.pictures(read)
              + "; what is written there was recognised by Tesseract and may be wrong in places.");
    }
    return unread;
  }

  private static List<Paper.Unread> unread(List<Integer> pages) {
    return pages.stream()
        .map(
            page ->
                new Paper.Unread(
                    new Paper.Part(Paper.Part.Kind.PAGE, "", page, 0), "the page is a picture"))
        .toList();
  }

  private static String tooLarge(List<Integer> huge) {
    boolean one = huge.size() == 1;
    return huge.isEmpty()
        ? ""
        : PageNumbers.named(huge) + (one ? " is" : " are") + " too large to be read. ";
  }

  private static String textless(int hidden, int images, boolean mixed) {
    if (images > 0) {
      return "The PDF is a scan: "
          + (mixed ? "most of its pages are pictures" : "its pages are pictures")
          + (hidden > 0 ? " with an unchecked text layer behind them" : " without text")
          + ". Attach the publisher's PDF, or run it through text recognition and save the text visibly.";
    }
    return hidden > 0
        ? "The PDF shows no text: all of its text is hidden. Attach the paper as published."
        : "The PDF has hardly any text. Attach the paper itself.";
  }

  private List<Sheet> sheets(
      Sheets sheets, List<PDPage> pages, List<Integer> huge, List<String> notes)
      throws IOException {
    List<Sheet> done = new ArrayList<>();
    for (PDPage page : pages) {
      try {
        if (Inflated.larger(page, MOST_CONTENT)) {
          huge.add(done.size() + 1);
          done.add(sheets.sheet(new PDPage(), done.size() + 1));
          continue;
        }
        done.add(sheets.sheet(page, done.size() + 1));
      } catch (Sheets.Full full) {
        notes.add(
            "The text was cut at "
                + settings.characters()
                + " characters, on page "
                + (done.size() + 1)
                + ".");
        break;
      }
    }
    if (!huge.isEmpty()) {
      notes.add(tooLarge(huge).strip());
    }
    return done;
  }

  private Read paper(
      PDDocument document,
      List<PDPage> pages,
      List<Sheet> sheets,
      List<Integer> unread,
      List<String> notes) {
    List<Page> raw = sheets.stream().map(Page::of).toList();
    List<Page> clean = new ArrayList<>(Furniture.without(raw));
    Style style = Style.of(clean);
    FrontMatter front = FrontMatter.of(clean.get(0), style, told(document));
    Page first = clean.get(0);
    clean.set(0, first.with(first.lines().subList(front.lines(), first.lines().size())));
    Words words = Words.of(clean);
    Manuscript manuscript = new Manuscript(words, settings.sentences());
    List<Block> flow = Flow.of(clean, sheets, style);
    List<Line> around = new ArrayList<>(front.beside());
    around.addAll(Manuscript.imprint(flow));
    manuscript.front(around);
    manuscript.take(flow);
    if (manuscript.cut()) {
      notes.add("The text was cut at " + settings.sentences() + " sentences.");
    }
    Paper whole =
        new Paper(
            front.title(),
            front.authors(),
            manuscript.summary(),
            pages.size(),
            manuscript.sections(),
            manuscript.sentences(),
            manuscript.captions(),
            Bibliography.of(manuscript.bibliography(), words),
            CodeLinks.of(
                Links.of(pages, pages.size()), manuscript.sentences(), manuscript.sections()),
            notes,
            Language.of(manuscript.sentences()),
            manuscript.exhibits(),
            sheets.stream().flatMap(sheet -> sheet.hidden().stream()).limit(MOST_PASSAGES).toList(),
            List.of());
    Paper paper = Instructions.without(whole).looked(List.of(), unread(unread), List.of());
    String text =
        paper.sentences().stream().map(Paper.Sentence::text).collect(Collectors.joining(" "));
    if (!PaperSigns.paper(paper, text)) {
      return new Read.NoPaper(
          paper,
          "This does not look like a research paper: no abstract, sections, citations or references were found. Attach the paper itself.");
    }
    return new Read.Done(paper, Links.keys(raw.get(0).lines()));
  }

  private static @Nullable String told(PDDocument document) {
    try {
      return document.getDocumentInformation().getTitle();
    } catch (RuntimeException broken) {
      return null;
    }
  }
}
