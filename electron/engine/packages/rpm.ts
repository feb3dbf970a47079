import { PackageCollector, unreadRecord } from './package-record.ts';
import type { PackagesRead } from './package-record.ts';
import { parseRpmHeader } from './rpm-header.ts';
import { openSqlite } from './sqlite-pages.ts';
import { tableRoot, visitRows } from './sqlite-table.ts';

/**
 * The packages of rpm's database in its SQLite form (rpm since 4.16): a row of the table `Packages` holds a package's
 * header. `log` is the write-ahead log that lies beside the database, if any. The keys that rpm keeps as packages named
 * `gpg-pubkey` are among them, as they are in rpm's own list.
 */
export function parseRpm(database: Uint8Array, log: Uint8Array | null): PackagesRead {
  const pages = openSqlite(database, log);
  const root = pages === null ? null : tableRoot(pages, 'Packages');
  if (pages === null || root === null) return unreadRecord('damaged');
  const collector = new PackageCollector();
  const sound = visitRows(pages, root, (values) => {
    const header = values.find((value) => value instanceof Uint8Array);
    return collector.add(header === undefined ? null : parseRpmHeader(header));
  });
  if (!sound) collector.add(null);
  return collector.end();
}
