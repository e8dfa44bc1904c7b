package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.awt.geom.Area;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/** Takes what a page draws from its content stream, leaving out what nobody can see. */
final class Sheets extends PDFTextStripper {
  private static final float SMALLEST_SEEN = 2f;
  private static final float THICKEST_RULE = 1.5f;
  private static final int MOST_FILLS = 20_000;

  /** A scan may show a page number or a stamp as text. */
  private static final int FEWEST_SEEN = 40;

  private final int mostCharacters;
  private final Layers layers;

  /** The marks that are open, innermost last: whether each hides what is in it. */
  private final List<Boolean> marks = new ArrayList<>();

  /** Marks of whatever draws a form, which the form cannot end. */
  private int marksBefore;

  private final Map<PDFont, Glyph.Face> faces = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();
  private final Set<Long> drawn = new HashSet<>();
  private final List<Sheet.Rule> rules = new ArrayList<>();
  private final List<Rectangle2D.Float> fills = new ArrayList<>();
  private final List<Sheet.Box> drawings = new ArrayList<>();
  private Rectangle2D.@Nullable Float path;
  private Rectangle2D box = new Rectangle2D.Float();
  private float originX;
  private float originY;
  private final Covers covers = new Covers();
  private final Unseen unseen = new Unseen();
  private @Nullable PDColor looked;
  private boolean lookedWhite;
  private boolean clips;
  private boolean rectangle;
  private int characters;
  private int forms;
  private int images;

  /**
   * @param at the middle of the glyph on the page, in the file's own direction
   * @param under how many covers had been drawn before it
   * @param why it is not seen; null where it is
   */
  private record Placed(
      Glyph glyph, int direction, Point2D.Float at, int under, Paper.Passage.@Nullable Why why) {
    Placed hidden(Paper.Passage.Why reason) {
      return new Placed(glyph, direction, at, under, reason);
    }
  }

  Sheets(int mostCharacters) {
    this(mostCharacters, Layers.NONE);
  }

  Sheets(int mostCharacters, Layers layers) {
    this.mostCharacters = mostCharacters;
    this.layers = layers;
    addOperator(new SetNonStrokingColor(this));
    addOperator(new SetNonStrokingColorN(this));
    addOperator(new SetNonStrokingColorSpace(this));
    addOperator(new SetNonStrokingDeviceGrayColor(this));
    addOperator(new SetNonStrokingDeviceRGBColor(this));
    addOperator(new SetNonStrokingDeviceCMYKColor(this));
    on(OperatorName.APPEND_RECT, this::rectangle);
    on(OperatorName.MOVE_TO, this::point);
    on(OperatorName.LINE_TO, this::point);
    on(OperatorName.CURVE_TO, this::point);
    for (String fill :
        List.of(
            OperatorName.FILL_NON_ZERO,
            OperatorName.LEGACY_FILL_NON_ZERO,
            OperatorName.FILL_EVEN_ODD,
            OperatorName.FILL_NON_ZERO_AND_STROKE,
            OperatorName.FILL_EVEN_ODD_AND_STROKE)) {
      on(fill, operands -> painted(true));
    }
    on(OperatorName.STROKE_PATH, operands -> painted(false));
    on(OperatorName.CLOSE_AND_STROKE, operands -> painted(false));
    on(OperatorName.ENDPATH, operands -> done());
    on(OperatorName.DRAW_OBJECT, this::object);
    on(OperatorName.CLIP_NON_ZERO, operands -> clips = true);
    on(OperatorName.CLIP_EVEN_ODD, operands -> clips = true);
    on(OperatorName.BEGIN_MARKED_CONTENT, operands -> begin(null, false));
    on(OperatorName.BEGIN_MARKED_CONTENT_SEQ, this::marked);
    on(OperatorName.END_MARKED_CONTENT, operands -> end());
  }

  /** One page. */
  Sheet sheet(PDPage page, int number) throws IOException {
    placed.clear();
    drawn.clear();
    rules.clear();
    fills.clear();
    drawings.clear();
    path = null;
    forms = 0;
    images = 0;
    covers.clear();
    unseen.page(number);
    marks.clear();
    marksBefore = 0;
    clips = false;
    box = new Rectangle2D.Float(0, 0, page.getCropBox().getWidth(), page.getCropBox().getHeight());
    originX = page.getCropBox().getLowerLeftX();
    originY = page.getCropBox().getLowerLeftY();
    processPage(page);
    boolean recognised = visible();
    int upright = commonest();
    List<Glyph> glyphs = new ArrayList<>();
    for (Placed one : placed) {
      if (one.why() != null) {
        unseen.add(one.why(), one.glyph());
      } else if (one.direction() == upright) {
        glyphs.add(one.glyph());
      }
      if (one.why() == null && (one.direction() != upright || one.glyph().figure())) {
        float half = one.glyph().size() / 2;
        Point2D.Float at = one.at();
        drawn(new Rectangle2D.Float(at.x - half, at.y - half, 2 * half, 2 * half));
      }
    }
    List<Paper.Passage> hidden = unseen.passages();
    boolean sideways = upright == 90 || upright == 270;
    return new Sheet(
        number,
        (float) (sideways ? box.getHeight() : box.getWidth()),
        (float) (sideways ? box.getWidth() : box.getHeight()),
        glyphs,
        upright == 0 ? List.copyOf(rules) : List.of(),
        upright == 0 ? List.copyOf(drawings) : List.of(),
        images,
        unseen.characters(),
        hidden,
        recognised,
        glyphs.size() < FEWEST_SEEN && covers.fill(box));
  }

  /**
   * Sorts out what was covered after it was drawn. Where a picture fills the page and nothing else
   * is seen, what is not seen is the text layer of a scan, and is taken.
   */
  private boolean visible() {
    int seen = 0;
    for (int i = 0; i < placed.size(); i++) {
      Placed one = placed.get(i);
      if (one.why() == null && covers.over(one.at(), one.under())) {
        placed.set(i, one.hidden(Paper.Passage.Why.COVERED));
      } else if (one.why() == null && !one.glyph().text().isBlank()) {
        seen++;
      }
    }
    if (seen >= FEWEST_SEEN || !covers.fill(box)) {
      return false;
    }
    boolean layer = false;
    for (int i = 0; i < placed.size(); i++) {
      Paper.Passage.Why why = placed.get(i).why();
      if (why == Paper.Passage.Why.INVISIBLE || why == Paper.Passage.Why.COVERED) {
        Placed one = placed.get(i);
        placed.set(i, new Placed(one.glyph(), one.direction(), one.at(), one.under(), null));
        layer = true;
      }
    }
    return layer;
  }

  /** Text along the page's main direction is read; stamps and axis labels across it are not. */
  private int commonest() {
    Map<Integer, Integer> counts = new HashMap<>();
    placed.stream()
        .filter(one -> one.why() == null)
        .forEach(one -> counts.merge(one.direction(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** Nothing is written here: the glyphs are what is wanted. */
  @Override
  protected void writePage() {}

  @Override
  protected void processTextPosition(TextPosition position) {
    String text = position.getUnicode();
    if (text == null || text.isEmpty()) {
      return;
    }
    PDFont font = position.getFont();
    float size = Math.abs(position.getYScale());
    characters += text.length();
    if (characters > mostCharacters) {
      throw new Full();
    }
    Point2D.Float at = middle(position, size);
    unseen.print(text);
    float x = position.getXDirAdj();
    float y = position.getYDirAdj();
    Paper.Passage.Why why =
        inHiddenLayer() ? Paper.Passage.Why.LAYER : unseen(position, at, size, font);
    if (why == null && !text.isBlank() && !drawn.add(cell(text, position.getTextMatrix(), size))) {
      return;
    }
    Glyph glyph =
        new Glyph(
            plain(text),
            x,
            x + position.getWidthDirAdj(),
            y,
            size,
            faces.computeIfAbsent(font, Sheets::face),
            forms > 0);
    placed.add(new Placed(glyph, Math.round(position.getDir()), at, covers.count(), why));
  }

  /** Unchecked, since the stripper's hook declares nothing; {@link PdfReader} takes it. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Bold made by drawing twice shows each letter once. */
  private static long cell(String text, Matrix at, float size) {
    float step = Math.max(0.5f, size * 0.12f);
    return ((long) Math.round(size * 4) << 56)
        ^ ((long) text.hashCode() << 40)
        ^ ((long) Math.round(at.getTranslateX() / step) << 20)
        ^ Math.round(at.getTranslateY() / step);
  }

  private static Point2D.Float middle(TextPosition position, float size) {
    Matrix at = position.getTextMatrix();
    float length = (float) Math.hypot(at.getScaleX(), at.getShearY());
    float along = length == 0 ? 1 : at.getScaleX() / length;
    float up = length == 0 ? 0 : at.getShearY() / length;
    float half = position.getWidthDirAdj() / 2;
    return new Point2D.Float(
        at.getTranslateX() + along * half - up * 0.3f * size,
        at.getTranslateY() + up * half + along * 0.3f * size);
  }

  /** Why nobody sees a glyph; null where it is seen. */
  private Paper.Passage.@Nullable Why unseen(
      TextPosition position, Point2D.Float at, float size, PDFont font) {
    Matrix matrix = position.getTextMatrix();
    if (!box.contains(matrix.getTranslateX(), matrix.getTranslateY()) || clipped(at, size)) {
      return Paper.Passage.Why.OUTSIDE;
    }
    if (size < SMALLEST_SEEN && !(font instanceof PDType3Font)) {
      return Paper.Passage.Why.TINY;
    }
    RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
    if (mode == RenderingMode.NEITHER
        || mode == RenderingMode.NEITHER_CLIP
        || getGraphicsState().getNonStrokeAlphaConstant() < 0.05) {
      return Paper.Passage.Why.INVISIBLE;
    }
    boolean same = mode.isFill() && !mode.isStroke() && whiteInk() && !onDark(matrix);
    return same ? Paper.Passage.Why.WHITE : null;
  }

  private PDColor ink() {
    return getGraphicsState().getNonStrokingColor();
  }

  private boolean clipped(Point2D.Float at, float size) {
    Rectangle2D clip = getGraphicsState().getCurrentClippingPath().getBounds2D();
    double x = at.x + originX;
    double y = at.y + originY;
    double off = 0.6 * size;
    return x < clip.getMinX() - off
        || x > clip.getMaxX() + off
        || y < clip.getMinY() - off
        || y > clip.getMaxY() + off;
  }

  private boolean onDark(Matrix at) {
    for (Rectangle2D.Float fill : fills) {
      if (fill.contains(at.getTranslateX() + 0.5, at.getTranslateY() + 0.5)) {
        return true;
      }
    }
    return false;
  }

  /** A colour is worked out once, not for every letter in it. */
  private boolean whiteInk() {
    PDColor ink = ink();
    if (ink != looked) {
      looked = ink;
      lookedWhite = white(ink);
    }
    return lookedWhite;
  }

  private static boolean white(PDColor color) {
    try {
      if (color.getColorSpace() == null || color.isPattern()) {
        return false;
      }
      int rgb = color.toRGB();
      return (rgb >> 16 & 255) > 247 && (rgb >> 8 & 255) > 247 && (rgb & 255) > 247;
    } catch (IOException | RuntimeException broken) {
      // A colour that cannot be computed is one that no viewer would show as white.
      return false;
    }
  }

  private static String plain(String text) {
    boolean odd = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      odd |=
          c < ' '
              || c >= 0x7f && c <= 0xb5
              || c >= 0x2000 && c < 0x200c
              || c == 0x202f
              || c >= 0xd400
              || c == 0x2126
              || c == 0x3000;
    }
    if (!odd) {
      return text;
    }
    StringBuilder clean = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean form =
          c >= 0xFB00 && c <= 0xFB06 || c == 0x2126 || c == 0xB5 || Character.isSurrogate(c);
      if (Character.isISOControl(c)) {
        clean.append(Ligatures.HOLE);
      } else if (Character.isSpaceChar(c)) {
        clean.append(' ');
      } else {
        clean.append(
            form && text.length() == 1
                ? Normalizer.normalize(text, Normalizer.Form.NFKC)
                : String.valueOf(c));
      }
    }
    // Mathematical letters lie outside the basic plane.
    String done = clean.toString();
    return done.codePoints().anyMatch(c -> c >= 0x1D400 && c < 0x1D800)
        ? Normalizer.normalize(done, Normalizer.Form.NFKC)
        : done;
  }

  private static Glyph.Face face(PDFont font) {
    String name = String.valueOf(font.getName()).replaceFirst("^[A-Z]{6}\\+", "");
    String lower = name.toLowerCase(Locale.ROOT);
    PDFontDescriptor told = font.getFontDescriptor();
    boolean bold =
        lower.matches(
                ".*(bold|black|heavy|semib|demi|-bd|medi$|cmb|sfb|bx\\d|mb\\d|ptmb|phvb|utmb).*")
            || lower.matches(".*(-b|-bi|_b|lgcb|nimbusromno9l-medi.*|.*boldmt)$")
            || told != null && (told.isForceBold() || told.getFontWeight() >= 650);
    boolean italic =
        lower.matches(".*(ital|obli|slant|cmti|cmsl|sfti|-it$|regu-slant).*")
            || told != null && (told.isItalic() || told.getItalicAngle() != 0);
    boolean maths =
        lower.matches(
                "(cmmi|cmsy|cmex|cmbsy|cmmib|msam|msbm|eufm|eusm|rsfs|stmary|euex|eurm|txsy|txmi|txex|pxsy|pxmi|rtxmi|ntxmi|mtsy|mtmi|mtex|mt2|lmmath|newtxm|mathtime|stixmath|xitsmath|cambriamath|latinmodernmath|asanamath|libertinusmath|esint).*")
            || lower.contains("math")
            || lower.startsWith("symbol");
    return new Glyph.Face(name, bold, italic, maths);
  }

  private interface Action {
    void on(List<COSBase> operands) throws IOException;
  }

  private void on(String name, Action action) {
    addOperator(
        new OperatorProcessor(this) {
          @Override
          public void process(Operator operator, List<COSBase> operands) throws IOException {
            action.on(operands);
          }

          @Override
          public String getName() {
            return name;
          }
        });
  }

  private void rectangle(List<COSBase> operands) {
    if (operands.size() >= 4
        && operands.get(0) instanceof COSNumber x
        && operands.get(1) instanceof COSNumber y
        && operands.get(2) instanceof COSNumber width
        && operands.get(3) instanceof COSNumber height) {
      boolean first = path == null;
      reach(x.floatValue(), y.floatValue());
      reach(x.floatValue() + width.floatValue(), y.floatValue() + height.floatValue());
      rectangle = first;
    }
  }

  private void point(List<COSBase> operands) {
    int last = operands.size() - 2;
    if (last >= 0
        && operands.get(last) instanceof COSNumber x
        && operands.get(last + 1) instanceof COSNumber y) {
      reach(x.floatValue(), y.floatValue());
      rectangle = false;
    }
  }

  private Point2D.Float onPage(float x, float y) {
    Point2D.Float at = transformedPoint(x, y);
    at.setLocation(at.x - originX, at.y - originY);
    return at;
  }

  private void reach(float x, float y) {
    Point2D.Float at = onPage(x, y);
    if (path == null) {
      path = new Rectangle2D.Float(at.x, at.y, 0, 0);
    } else {
      path.add(at);
    }
  }

  /** The path that was made; a clip that was asked for takes effect. */
  private Rectangle2D.@Nullable Float done() {
    Rectangle2D.Float done = path;
    if (clips && done != null) {
      getGraphicsState()
          .intersectClippingPath(
              new Area(
                  new Rectangle2D.Float(
                      done.x + originX, done.y + originY, done.width, done.height)));
    }
    clips = false;
    path = null;
    return done;
  }

  private boolean opaque() {
    return getGraphicsState().getNonStrokeAlphaConstant() > 0.98
        && getGraphicsState().getBlendMode() == BlendMode.NORMAL
        && getGraphicsState().getSoftMask() == null;
  }

  private void painted(boolean filled) throws IOException {
    Rectangle2D.Float done = done();
    if (inHiddenLayer()) {
      return;
    }
    if (filled && done != null && rectangle && opaque() && !ink().isPattern()) {
      covers.add(done);
    }
    if (done == null || fills.size() + rules.size() > MOST_FILLS) {
      return;
    }
    boolean rule = done.height <= THICKEST_RULE && done.width > 3;
    if (rule) {
      rules.add(
          new Sheet.Rule(
              done.x, done.x + done.width, (float) box.getHeight() - (done.y + done.height / 2)));
    }
    if (rule && forms == 0) {
      return;
    }
    if (!filled) {
      drawn(done);
    } else if (!white(ink())) {
      fills.add(done);
      drawn(done);
    }
  }

  /** The page's background is no drawing; a vertical stroke at a column's edge is none either. */
  private void drawn(Rectangle2D.Float area) {
    float x0 = Math.max(0, area.x);
    float x1 = Math.min((float) box.getWidth(), area.x + area.width);
    float y0 = Math.max(0, (float) box.getHeight() - area.y - area.height);
    float y1 = Math.min((float) box.getHeight(), (float) box.getHeight() - area.y);
    boolean page = (x1 - x0) * (y1 - y0) > 0.75 * box.getWidth() * box.getHeight();
    if (!page && x1 >= x0 && y1 >= y0 && drawings.size() < MOST_FILLS) {
      drawings.add(new Sheet.Box(x0, y0, x1, y1));
    }
  }

  /** Whether an image has holes; looked up without decoding it. */
  private boolean seenThrough(COSName name) {
    COSDictionary image = image(name);
    return image == null
        || image.containsKey(COSName.SMASK)
        || image.containsKey(COSName.MASK)
        || image.getBoolean(COSName.IMAGE_MASK, false);
  }

  private @Nullable COSDictionary image(COSName name) {
    COSDictionary resources = getResources().getCOSObject();
    COSDictionary objects = resources.getCOSDictionary(COSName.XOBJECT);
    return objects == null ? null : objects.getCOSDictionary(name);
  }

  private void marked(List<COSBase> operands) {
    COSDictionary told = null;
    boolean off = false;
    if (operands.size() > 1 && operands.get(1) instanceof COSDictionary own) {
      told = own;
    } else if (operands.size() > 1
        && operands.get(1) instanceof COSName name
        && getResources() != null
        && getResources().getProperties(name) != null) {
      told = getResources().getProperties(name).getCOSObject();
      off = COSName.OC.equals(operands.get(0)) && layers.off(getResources().getProperties(name));
    }
    begin(told == null ? null : told.getString(COSName.ACTUAL_TEXT), off);
  }

  private void begin(@Nullable String told, boolean off) {
    marks.add(off);
    unseen.begin(told);
  }

  private void end() {
    if (marks.size() > marksBefore) {
      marks.removeLast();
    }
    unseen.end();
  }

  /** Whether a layer that is off holds what is drawn now. */
  private boolean inHiddenLayer() {
    return marks.contains(true);
  }

  private void object(List<COSBase> operands) throws IOException {
    if (operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
      return;
    }
    // Pictures are counted, never decoded: only their place matters.
    if (getResources() != null && getResources().isImageXObject(name)) {
      if (inHiddenLayer() || layers.off(image(name))) {
        return;
      }
      images++;
      Point2D.Float corner = onPage(0, 0);
      Rectangle2D.Float area = new Rectangle2D.Float(corner.x, corner.y, 0, 0);
      area.add(onPage(1, 1));
      area.add(onPage(0, 1));
      area.add(onPage(1, 0));
      fills.add(area);
      drawn(area);
      if (opaque() && !seenThrough(name)) {
        covers.add(area);
      }
      return;
    }
    PDXObject object = getResources() == null ? null : getResources().getXObject(name);
    if (object instanceof PDFormXObject form) {
      if (forms > 12) {
        return;
      }
      forms++;
      int outside = marksBefore;
      marks.add(layers.off(form.getOptionalContent()));
      marksBefore = marks.size();
      try {
        showForm(form);
      } finally {
        marks.subList(marksBefore - 1, marks.size()).clear();
        marksBefore = outside;
        forms--;
      }
    }
  }
}
