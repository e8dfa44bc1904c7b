package dev.offprint.engine;

import dev.offprint.session.Paper;
import java.util.List;

/** Reads papers, in a child process with caps on memory and time. */
public interface Papers {
  /**
   * Reads a file.
   *
   * @param name as it came; only shown
   */
  Read read(byte[] file, String name);

  /**
   * Reads a paper together with the LaTeX that it was typeset from: the words are of the LaTeX, the
   * pages of the file. Unreadable where the LaTeX cannot be read or is another paper's.
   */
  Read read(byte[] file, byte[] latex, String name);

  /**
   * Parts of a paper's pages as PNG pictures, in the order of the regions, for a model that sees
   * images; a region that is not on a page of the file has none.
   *
   * @param regions as {@link Paper#exhibits()} give them, at most {@value #MOST_PICTURES}
   */
  Drawn pictures(byte[] file, List<Paper.Region> regions);

  /** The words of a picture without what speaks to whoever reads by machine. */
  Spoken withoutInstructions(String words, int page);

  /** Words that may go to models, and what was kept out of them. */
  record Spoken(String words, List<Paper.Passage> keptOut) {
    public Spoken {
      keptOut = List.copyOf(keptOut);
    }
  }

  /** How many regions are drawn at once. */
  int MOST_PICTURES = 40;

  /** What became of regions that should be drawn. */
  sealed interface Drawn {
    /** The pictures. */
    record Done(List<Drawing> pictures) implements Drawn {
      public Done {
        pictures = List.copyOf(pictures);
      }
    }

    /** Why there are none, in words for people. */
    record Undrawable(String words) implements Drawn {}
  }

  /**
   * A part of a page.
   *
   * @param png the picture as a PNG file in Base64, as models take it
   */
  record Drawing(Paper.Region region, String png) {}

  /** What became of a file. */
  sealed interface Read {
    /** {@code keys}: hash, arXiv id, DOI, for finding sessions of the same paper. */
    record Done(Paper paper, List<String> keys) implements Read {
      public Done {
        keys = List.copyOf(keys);
      }
    }

    /** There is text, but none of a research paper; {@code words} say so to people. */
    record NoPaper(Paper text, String words) implements Read {}

    /**
     * Its pages are pictures: who sees no pictures cannot read it.
     *
     * @param pages how many there are
     * @param words the same to people, with what to do
     */
    record Scan(int pages, List<String> keys, String words) implements Read {
      public Scan {
        keys = List.copyOf(keys);
      }
    }

    /** Why it cannot be read and what to do, in words for people. */
    record Unreadable(String words) implements Read {}
  }
}
