package dev.offprint.paper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Measures what a page's content is when decompressed, before anything keeps it in memory. */
final class Inflated {
  private static final int PIECE = 64 * 1024;

  private Inflated() {}

  static boolean larger(PDPage page, long most) {
    long all = 0;
    for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext(); ) {
      COSStream stream = streams.next().getCOSObject();
      all += length(stream, most - all);
      if (all > most) {
        return true;
      }
    }
    return false;
  }

  /** The length of a stream; where it is not deflated once, its length as stored. */
  private static long length(COSStream stream, long most) {
    COSBase filters = stream.getFilters();
    long stored = stream.getLength();
    if (filters != COSName.FLATE_DECODE || stored * 1032 <= most) {
      return stored;
    }
    long length = 0;
    byte[] piece = new byte[PIECE];
    try (InputStream in = new InflaterInputStream(stream.createRawInputStream())) {
      for (int n = in.read(piece); n >= 0 && length <= most; n = in.read(piece)) {
        length += n;
      }
    } catch (IOException broken) {
      // As far as it can be decompressed it is read, and no further.
      return length;
    }
    return length;
  }
}
