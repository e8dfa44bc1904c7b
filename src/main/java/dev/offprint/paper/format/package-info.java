/**
 * Papers that are no PDF: what is written in LaTeX, Markdown, HTML, Word or plain text, alone or in
 * an archive, becomes {@link dev.offprint.paper.format.Written}: title, authors and parts in
 * reading order. Start with {@link dev.offprint.paper.format.Formats}. Only the child process reads
 * here; nothing is fetched, nothing is written to disk, and every loop has a cap.
 */
@NullMarked
package dev.offprint.paper.format;

import org.jspecify.annotations.NullMarked;
