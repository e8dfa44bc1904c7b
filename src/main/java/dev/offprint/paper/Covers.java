package dev.offprint.paper;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Opaque pictures and rectangles of a page in the order in which they were drawn. */
final class Covers {
  /** In square points; smaller ones are dots of a plot. */
  private static final float LEAST_AREA = 30;

  private static final int MOST = 2000;
  private static final double MOST_OF_PAGE = 0.6;

  private final List<Rectangle2D.Float> areas = new ArrayList<>();

  void clear() {
    areas.clear();
  }

  int count() {
    return areas.size();
  }

  void add(Rectangle2D.Float area) {
    if (area.width * area.height >= LEAST_AREA && areas.size() < MOST) {
      areas.add(area);
    }
  }

  /** Whether something was drawn over a point after the first {@code before} of them. */
  boolean over(Point2D at, int before) {
    for (int i = before; i < areas.size(); i++) {
      if (areas.get(i).contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them, or all together, take most of the page. */
  boolean fill(Rectangle2D page) {
    double all = 0;
    for (Rectangle2D.Float area : areas) {
      Rectangle2D seen = area.createIntersection(page);
      all += Math.max(0, seen.getWidth()) * Math.max(0, seen.getHeight());
    }
    return all > MOST_OF_PAGE * page.getWidth() * page.getHeight();
  }
}
