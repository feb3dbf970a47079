import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordForms, unreadRecord } from '../../../electron/engine/packages/package-record.ts';
import type { ReadRecord, RecordForm } from '../../../electron/engine/packages/package-record.ts';
import { parseRecord } from '../../../electron/engine/packages/parse-record.ts';
import { PathCollector } from '../../../electron/engine/packages/listed-paths.ts';
import { addRpmFiles } from '../../../electron/engine/packages/rpm-files.ts';
import { parseRpmHeader } from '../../../electron/engine/packages/rpm-header.ts';
import { parseRpm } from '../../../electron/engine/packages/rpm.ts';
import { rpmDatabase, rpmHeader } from '../../fixtures/rpm-database.ts';

const samples: Readonly<Record<RecordForm, string>> = {
  'dpkg-status':
    'Package: a\nStatus: install ok installed\nVersion: 1\nInstalled-Size: 3\nConffiles:\n /etc/a 00\n\nPackage: b\nStatus: deinstall ok config-files\nVersion: 2\n',
  'dpkg-part': 'Package: a\nVersion: 1\nArchitecture: all\n',
  'apk-installed': 'C:Q1\nP:a\nV:1-r0\nA:x86_64\nI:12\nF:lib\nR:x\n\nP:b\nV:2\n\n',
  'npm-package': '{"name":"@a/b","version":"1.0.0","files":[["x"],{"y":null}]}',
  'python-metadata': 'Metadata-Version: 2.1\r\nName: a\r\nVersion: 1\r\n\r\ntext',
  'python-record': 'a/b.py,sha256=x,3\n"a/""c"".py",,\n../../../bin/a,,\n',
  'python-installed-files': '../a.py\n../b/c.py\n',
  'dpkg-list': '/.\n/usr\n/usr/bin\n/usr/bin/a\n',
  'dpkg-sums': 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/a\n',
  'dpkg-diversions': '/bin/sh\n/bin/sh.distrib\ndash\n',
  'apk-files': 'P:a\nF:usr/bin\nR:a\nZ:Q1x=\nR:b\nF:\nR:c\n\nP:b\nF:etc\n',
};

/** Bytes of a sample, some of them changed, put in or taken out. */
function mutated(sample: Uint8Array): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    at: fc.nat(Math.max(sample.length - 1, 0)),
    take: fc.integer({ min: 0, max: 9 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom(
        ...['\n', '\n\n', ':', ' ', '"', ',', '\0', '{', '\uFEFF'].map((text) => Buffer.from(text)),
      ),
    ),
  });
  return fc.array(edit, { maxLength: 6 }).map((edits) => {
    let bytes = Buffer.from(sample);
    for (const { at, take, put } of edits) {
      bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + take)]);
    }
    return bytes;
  });
}

/** What every answer holds to, whatever was read. */
function expectSound(read: ReadRecord): void {
  if (read.kind === 'files') {
    expect(read.paths.every((each) => typeof each === 'string')).toBe(true);
    return;
  }
  if (read.kind === 'listed') {
    expect(read.paths).toBeInstanceOf(Uint8Array);
    return;
  }
  for (const { name, version, architecture, bytes } of read.packages) {
    for (const text of [name, version, architecture ?? 'x']) expect(text).toMatch(/^[^\0\r\n]+$/);
    expect(bytes === null || (Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
  }
}

describe('bytes that somebody else made up are answered, and nothing is thrown', () => {
  test.each(recordForms)('%s', (form) => {
    fc.assert(
      fc.property(fc.oneof(mutated(Buffer.from(samples[form])), fc.uint8Array()), (bytes) => {
        expectSound(parseRecord(form, bytes));
      }),
      { numRuns: 500 },
    );
  });

  const header = rpmHeader({ name: 'a', version: '1', release: '2', epoch: 3, size: 4 });

  test('an rpm header', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(header), fc.uint8Array()), (bytes) => {
        const record = parseRpmHeader(bytes);
        expectSound(
          record === null
            ? unreadRecord('damaged')
            : { kind: 'packages', packages: [record], missing: null },
        );
      }),
      { numRuns: 2000 },
    );
  });

  const fileHeader = rpmHeader({
    name: 'a',
    version: '1',
    release: '2',
    files: ['/usr/bin/a', '/usr/bin/b', '/etc/a'],
  });

  test('the files of an rpm header', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(fileHeader), fc.uint8Array()), (bytes) => {
        const collector = new PathCollector();
        addRpmFiles(bytes, collector);
        expectSound(collector.end());
      }),
      { numRuns: 2000 },
    );
  });

  test('a long folder that a header names for each of many files takes no more than its files do', () => {
    const folder = `/${'x'.repeat(50_000)}/`;
    const files = Array.from({ length: 500 }, (_, at) => `${folder}${at}`);
    const collector = new PathCollector();
    addRpmFiles(rpmHeader({ name: 'a', version: '1', release: '2', files }), collector);
    expect(collector.end().paths).toHaveLength(0);
  });

  const headers = Array.from({ length: 20 }, (_, at) =>
    rpmHeader({ name: `p${at}`, version: '1', release: '2', size: 4, ballast: at * 500 }),
  );
  const database = rpmDatabase(headers);
  const pages = database.length / 4096;
  /** The places that lead to others: heads of pages, cell pointers, ends of cells. */
  const place = fc
    .record({ page: fc.nat(pages - 1), at: fc.oneof(fc.nat(40), fc.nat(4095)) })
    .map(({ page, at }) => page * 4096 + at);

  test('an rpm database', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(database);
        for (const [at, value] of changes) bytes[at] = value;
        expectSound(parseRpm(bytes, null));
      }),
      { numRuns: 500 },
    );
  });

  test('an rpm database of any length, with any log', () => {
    fc.assert(
      fc.property(fc.nat(database.length), fc.uint8Array({ maxLength: 200 }), (length, log) => {
        const bytes = Buffer.from(database.subarray(0, length));
        if (length > 20) bytes[18] = bytes[19] = 2;
        expectSound(parseRpm(bytes, log));
      }),
      { numRuns: 300 },
    );
  });
});
