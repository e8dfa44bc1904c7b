/**
 * From a link or a file to a paper that can be cited: safe downloads, PDF reading in a child JVM.
 * Start with {@link dev.offprint.paper.SafeDownloads} and {@link dev.offprint.paper.PdfPapers}; the
 * reading itself starts at {@code PdfReader}, which only the child runs. PDFBox and OkHttp are
 * named nowhere else; nothing of chats, models or the store may enter.
 */
@NullMarked
package dev.offprint.paper;

import org.jspecify.annotations.NullMarked;
