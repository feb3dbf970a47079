import type { Random } from './random.ts';

const usual = ['a', 'b', 'etc', 'usr', 'bin', 'lib', 'file', 'link', 'passwd', 'status', 'x.tar'];

const hostile = [
  '',
  '.',
  '..',
  '/',
  '//',
  '.wh.',
  '.wh..',
  '.wh...',
  '.wh..wh..opq',
  '.wh..wh..plnk',
  '.wh..wh.aufs',
  '.wh..wh.orph',
  '__proto__',
  'constructor',
  'toString',
  'a\0b',
  '\u202Egnp.exe',
  '\u{1F600}',
  'C:\\windows',
  'con',
  'a b',
  '\n',
  '\x1B[31m',
  '<script>alert(1)</script>',
  'stargz.index.json',
  '.no.prefetch.landmark',
];

/** A path of a few parts: mostly ones that meet again and again, so that layers overwrite and remove each other's. */
export function randomPath(random: Random): string {
  const parts = Array.from({ length: 1 + random.below(4) }, () => randomName(random));
  if (random.once(200)) parts.push(...Array.from({ length: random.below(6000) }, () => 'd'));
  const start = random.once(12) ? '/' : random.once(12) ? './' : '';
  return start + parts.join('/') + (random.once(8) ? '/' : '');
}

function randomName(random: Random): string {
  if (random.once(6)) return random.pick(hostile);
  if (random.once(6)) return `.wh.${random.pick(usual)}`;
  if (random.once(300)) return 'n'.repeat(random.below(70_000));
  return random.pick(usual);
}

/** Bytes of a name that may be no UTF-8. */
export function randomNameBytes(random: Random): string | Uint8Array {
  return random.once(20) ? random.bytes(1 + random.below(40)) : randomPath(random);
}

/** A number as headers hold them, at the edges more often than between. */
export function randomNumber(random: Random): number {
  return random.pick([
    0,
    1,
    random.below(600),
    511,
    512,
    513,
    0o7777777,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    0o77777777777,
    random.next(),
  ]);
}

/** A number as a text that should be one. */
export function randomNumberText(random: Random): string {
  if (random.once(2)) return String(randomNumber(random));
  return random.pick([
    '',
    '-1',
    '+5',
    ' 7 ',
    '1e3',
    '0x10',
    '1.5',
    '.5',
    '-0',
    'NaN',
    'Infinity',
    '9007199254740993',
    '9'.repeat(400),
    '١٢',
    '1\0',
  ]);
}
