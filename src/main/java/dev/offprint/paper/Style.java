package dev.offprint.paper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a paper is set: what its running text looks like, so that all else can be told from it.
 *
 * @param body size of most of the running text, points
 * @param largest the largest size in which a good part of the text runs; some journals print their
 *     methods smaller than the rest
 * @param pitch from baseline to baseline, points
 * @param uniform whether all of it is one font in one size
 * @param left where the text of a column usually begins, by column; so {@code right}
 */
record Style(
    float body,
    float largest,
    String face,
    float pitch,
    boolean uniform,
    float[] left,
    float[] right) {

  static Style of(List<Page> pages) {
    Map<Integer, Integer> sizes = new HashMap<>();
    Map<String, Integer> faces = new HashMap<>();
    for (Page page : pages) {
      for (Line line : page.lines()) {
        sizes.merge(Math.round(line.size() * 2), line.text().length(), Integer::sum);
      }
    }
    float body = commonest(sizes, 20) / 2f;
    float largest = largest(pages, body);
    Map<Integer, Integer> pitches = new HashMap<>();
    for (Page page : pages) {
      Line last = null;
      for (Line line : page.lines()) {
        if (Math.abs(line.size() - body) < 0.6f) {
          faces.merge(line.face(), line.text().length(), Integer::sum);
          if (last != null && line.y() > last.y() && line.y() - last.y() < 3 * body) {
            pitches.merge(Math.round((line.y() - last.y()) * 4), 1, Integer::sum);
          }
          last = line;
        }
      }
    }
    float[] left = new float[3];
    float[] right = new float[3];
    for (int column = 0; column < 3; column++) {
      Map<Integer, Integer> starts = new HashMap<>();
      Map<Integer, Integer> ends = new HashMap<>();
      for (Page page : pages) {
        for (Line line : page.lines()) {
          if (page.column(line) == column && Math.abs(line.size() - body) < 0.6f) {
            starts.merge(Math.round(line.x0() / 3), 1, Integer::sum);
            ends.merge(Math.round(line.x1() / 3), 1, Integer::sum);
          }
        }
      }
      left[column] = commonest(starts, 0) * 3f;
      right[column] = commonest(ends, 200) * 3f;
    }
    String face =
        faces.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return new Style(
        body,
        largest,
        face,
        commonest(pitches, Math.round(body * 4.8f)) / 4f,
        sizes.size() == 1,
        left,
        right);
  }

  /** Twelve of a hundred characters are more than titles and headings ever have. */
  private static float largest(List<Page> pages, float body) {
    Map<Integer, Integer> plain = new HashMap<>();
    int all = 0;
    for (Page page : pages) {
      for (Line line : page.lines()) {
        all += line.text().length();
        if (!line.isBold() && line.text().length() > 20) {
          plain.merge(Math.round(line.size() * 2), line.text().length(), Integer::sum);
        }
      }
    }
    float largest = body;
    for (Map.Entry<Integer, Integer> size : plain.entrySet()) {
      if (size.getValue() > 0.12 * all && size.getKey() / 2f > largest) {
        largest = size.getKey() / 2f;
      }
    }
    return largest;
  }

  private static int commonest(Map<Integer, Integer> counts, int none) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(none);
  }

  boolean isBody(Line line) {
    return Math.abs(line.size() - body) < 0.6f || Math.abs(line.size() - largest) < 0.3f;
  }

  /** Whether a line is larger than running text is anywhere. */
  boolean larger(Line line) {
    return line.size() > largest * 1.07f;
  }

  /** Where the text of the line's column begins, points from the left; so {@link #rightOf}. */
  float leftOf(Page page, Line line) {
    return left[page.column(line)];
  }

  float rightOf(Page page, Line line) {
    return right[page.column(line)];
  }

  /** Whether a line stands less than so many pitches under another. */
  boolean near(Line last, Line next, float pitches) {
    return last.page() == next.page()
        && next.y() > last.y()
        && next.y() - last.y() < pitches * pitch;
  }

  /** Whether a line reaches from edge to edge of its column, as running text does. */
  boolean full(Page page, Line line) {
    int column = page.column(line);
    return line.width() > 0.75f * (right[column] - left[column]);
  }

  boolean indented(Page page, Line line) {
    float by = line.x0() - left[page.column(line)];
    return by > 0.6f * body && by < 5 * body;
  }

  boolean endsEarly(Page page, Line line) {
    return line.x1() < right[page.column(line)] - 2 * body;
  }
}
