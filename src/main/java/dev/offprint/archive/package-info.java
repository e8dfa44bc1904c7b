/**
 * The archive handed back. Start with {@link dev.offprint.archive.ZipArchives}. Knows files and
 * bytes only, nothing of plans or chats.
 */
@NullMarked
package dev.offprint.archive;

import org.jspecify.annotations.NullMarked;
