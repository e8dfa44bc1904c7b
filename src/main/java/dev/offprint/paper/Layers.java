package dev.offprint.paper;

import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup.RenderState;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentMembershipDictionary;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.rendering.RenderDestination;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a file are off when it is opened, as ISO 32000 says in 8.11: what they hold is
 * seen by nobody who does not turn them on.
 */
final class Layers {
  /** A file without layers. */
  static final Layers NONE = new Layers(null);

  private static final int DEEPEST = 8;

  private final @Nullable PDOptionalContentProperties properties;

  Layers(@Nullable PDOptionalContentProperties properties) {
    this.properties = properties;
  }

  /** Whether what belongs to this layer, or to these layers together, is not shown. */
  boolean off(@Nullable PDPropertyList layer) {
    return off(layer, 0);
  }

  /** The same for an object of the file, by its own mark. */
  boolean off(@Nullable COSDictionary object) {
    COSDictionary own = object == null ? null : object.getCOSDictionary(COSName.OC);
    return own != null && off(PDPropertyList.create(own), 0);
  }

  private boolean off(@Nullable PDPropertyList layer, int depth) {
    if (properties == null || layer == null || depth > DEEPEST) {
      return false;
    }
    if (layer instanceof PDOptionalContentGroup group) {
      RenderState state = group.getRenderState(RenderDestination.VIEW);
      return state == null ? !properties.isGroupEnabled(group) : state == RenderState.OFF;
    }
    if (layer instanceof PDOptionalContentMembershipDictionary together) {
      List<PDPropertyList> members = together.getOCGs();
      long hidden = members.stream().filter(one -> off(one, depth + 1)).count();
      long shown = members.size() - hidden;
      COSName policy = together.getVisibilityPolicy();
      if (members.isEmpty()) {
        return false;
      }
      if (COSName.ALL_ON.equals(policy)) {
        return hidden > 0;
      }
      if (COSName.ANY_OFF.equals(policy)) {
        return hidden == 0;
      }
      return COSName.ALL_OFF.equals(policy) ? shown > 0 : shown == 0;
    }
    return false;
  }
}
