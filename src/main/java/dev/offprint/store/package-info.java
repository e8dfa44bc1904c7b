/**
 * Sessions, journal, blobs and the two queues in one database: the ports {@code Store}, {@code
 * Journal}, {@code Blobs}, {@code Progress} and {@code Schedule} by JDBI and db-scheduler. Start
 * with {@link dev.offprint.store.JdbcStore}; {@code Database} is the one way to a connection, and
 * what only SQLite takes is in {@code Sqlite} and in its migrations. No rule about sessions may
 * enter.
 */
@NullMarked
package dev.offprint.store;

import org.jspecify.annotations.NullMarked;
