import {
  base256,
  concat,
  endMarker,
  entry,
  gnuLong,
  header,
  noise,
  pax,
  sparseMap,
} from '../fixtures/tar-builder.ts';
import { randomNameBytes, randomNumber, randomNumberText, randomPath } from './hostile-values.ts';
import type { Random } from './random.ts';

const types = [
  '0',
  '0',
  '0',
  '5',
  '5',
  '2',
  '1',
  '\0',
  '3',
  '4',
  '6',
  '7',
  'S',
  'D',
  'V',
  'x',
  'g',
  'L',
  'K',
  'A',
  'é',
];
const forms = ['ustar', 'gnu', 'star', 'v7'] as const;

const paxKeys = [
  'path',
  'linkpath',
  'size',
  'uid',
  'gid',
  'uname',
  'gname',
  'mtime',
  'hdrcharset',
  'SCHILY.xattr.security.capability',
  'SCHILY.xattr.user.note',
  'LIBARCHIVE.xattr.dXNlci5h',
  'SCHILY.devmajor',
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.name',
  'GNU.sparse.realsize',
  'GNU.sparse.size',
  'GNU.sparse.numblocks',
  'GNU.sparse.offset',
  'GNU.sparse.numbytes',
  'GNU.sparse.map',
  '__proto__',
  '',
];

/** The tar of a layer: some records in any dialect, most of them sound, some of them lying. */
export function makeLayerTar(random: Random): Uint8Array {
  const records: Uint8Array[] = [];
  const count = random.below(24);
  for (let made = 0; made < count; made++) records.push(makeRecord(random));
  if (!random.once(15)) records.push(endMarker());
  if (random.once(20)) records.push(random.bytes(random.below(1500)));
  return concat(...records);
}

function makeRecord(random: Random): Uint8Array {
  switch (random.below(14)) {
    case 0:
      return concat(pax(randomRecords(random)), plainEntry(random));
    case 1:
      return concat(
        gnuLong(random.once(3) ? 'K' : 'L', randomNameBytes(random)),
        plainEntry(random),
      );
    case 2:
      return sparseEntry(random);
    case 3:
      return lyingEntry(random);
    case 4:
      return oddEntry(random);
    default:
      return plainEntry(random);
  }
}

function plainEntry(random: Random): Uint8Array {
  const type = random.pick(['0', '0', '0', '5', '2', '1']);
  const body = type === '0' ? noise(random.below(1300), random.below(3)) : '';
  return entry(
    {
      name: randomPath(random),
      type,
      form: random.pick(forms),
      link: type === '1' || type === '2' ? randomPath(random) : '',
      mode: random.pick([0o644, 0o755, 0o4755, 0o1777, 0o777]),
      uid: random.pick([0, 0, 1000]),
    },
    body,
  );
}

/** Claims a size that is not that of its body. */
function lyingEntry(random: Random): Uint8Array {
  const size = Math.min(randomNumber(random), 0o77777777777);
  const body = random.bytes(random.below(800));
  return entry({ name: randomPath(random), type: random.pick(types), size }, body);
}

function oddEntry(random: Random): Uint8Array {
  const patches: [number, Uint8Array][] = [];
  const fields = [100, 108, 116, 124, 136, 148, 156, 257, 265, 297, 329, 337, 345, 386, 482, 483];
  for (let made = random.below(4); made >= 0; made--) {
    const at = random.pick(fields);
    const value = random.once(2)
      ? base256(BigInt(randomNumber(random)) - (random.once(3) ? 2n ** 40n : 0n), 12)
      : random.bytes(1 + random.below(12));
    patches.push([at, value]);
  }
  return concat(
    header({
      name: randomNameBytes(random),
      link: randomNameBytes(random),
      type: random.pick(types),
      form: random.pick(forms),
      size: random.below(700),
      patches,
      checksum: random.pick(['unsigned', 'unsigned', 'unsigned', 'signed', 'wrong']),
    }),
    random.bytes(512 * random.below(3)),
  );
}

function sparseEntry(random: Random): Uint8Array {
  const parts = Array.from(
    { length: random.below(5) },
    () => [randomNumber(random) % 0o77777777777, random.below(2000)] as const,
  );
  if (random.once(2)) {
    const map = parts.flat().join(',');
    const records: [string, string][] = [
      ['GNU.sparse.major', random.pick(['0', '1'])],
      ['GNU.sparse.minor', random.pick(['0', '1'])],
      ['GNU.sparse.name', randomPath(random)],
      ['GNU.sparse.realsize', randomNumberText(random)],
      ['GNU.sparse.map', map],
    ];
    const body = random.once(2)
      ? `${parts.length}\n${parts.flat().join('\n')}\n`
      : random.bytes(600);
    return concat(pax(records), entry({ name: 'GNUSparseFile.0/x' }, body));
  }
  const patches: [number, Uint8Array][] = [[386, sparseMap(parts.slice(0, 4))]];
  if (random.once(3)) patches.push([482, Uint8Array.of(1)]);
  return entry({ name: randomPath(random), type: 'S', form: 'gnu', patches }, random.bytes(900));
}

function randomRecords(random: Random): [string, string | Uint8Array][] {
  return Array.from({ length: 1 + random.below(4) }, () => [
    random.pick(paxKeys),
    paxValue(random),
  ]);
}

function paxValue(random: Random): string | Uint8Array {
  if (random.once(3)) return randomNumberText(random);
  if (random.once(4)) return random.bytes(random.below(60));
  return randomPath(random);
}
