/**
 * From a link or a file to a paper that can be cited: safe downloads, reading in a child JVM. Start
 * with {@link dev.offprint.paper.SafeDownloads} (where links lead is in {@code Routes}, how they
 * are asked in {@code Web}) and {@link dev.offprint.paper.PdfPapers}; the reading itself starts at
 * {@code PaperReader}, which only the child runs: {@code PdfReader} for PDFs, {@link
 * dev.offprint.paper.format} and {@code Draft} for all else. PDFBox, OkHttp and jsoup are named
 * nowhere else; nothing of chats, models or the store may enter.
 */
@NullMarked
package dev.offprint.paper;

import org.jspecify.annotations.NullMarked;
