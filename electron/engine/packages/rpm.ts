import { PackageCollector, unreadRecord } from './package-record.ts';
import { PathCollector } from './listed-paths.ts';
import type { PackagesRead, ReadRecord } from './package-record.ts';
import { addRpmFiles } from './rpm-files.ts';
import { parseRpmHeader } from './rpm-header.ts';
import { openSqlite } from './sqlite-pages.ts';
import { tableRoot, visitRows } from './sqlite-table.ts';

/**
 * The packages of rpm's database in its SQLite form (rpm since 4.16): a row of the table `Packages` holds a package's
 * header. `log` is the write-ahead log that lies beside the database, if any. The keys that rpm keeps as packages named
 * `gpg-pubkey` are among them, as they are in rpm's own list.
 */
export function parseRpm(database: Uint8Array, log: Uint8Array | null): PackagesRead {
  const collector = new PackageCollector();
  const sound = visitHeaders(database, log, (header) =>
    collector.add(header === null ? null : parseRpmHeader(header)),
  );
  if (sound === null) return unreadRecord('damaged');
  if (!sound) collector.add(null);
  return collector.end();
}

/** The files of all packages of the same database. */
export function parseRpmFiles(database: Uint8Array, log: Uint8Array | null): ReadRecord {
  const collector = new PathCollector();
  const sound = visitHeaders(database, log, (header) => {
    if (header !== null) {
      const goesOn = addRpmFiles(header, collector);
      collector.endPackage(parseRpmHeader(header)?.name ?? '');
      return goesOn;
    }
    collector.damaged();
    return true;
  });
  if (sound !== true) collector.damaged();
  return collector.end();
}

/** Null for what is no database of rpm; false when it is damaged; a row without a header is null. */
function visitHeaders(
  database: Uint8Array,
  log: Uint8Array | null,
  visit: (header: Uint8Array | null) => boolean,
): boolean | null {
  const pages = openSqlite(database, log);
  const root = pages === null ? null : tableRoot(pages, 'Packages');
  if (pages === null || root === null) return null;
  return visitRows(pages, root, (values) =>
    visit(values.find((value) => value instanceof Uint8Array) ?? null),
  );
}
