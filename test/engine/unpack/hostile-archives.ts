import {
  concat,
  endMarker,
  entry,
  gnuLong,
  noise,
  pad,
  pax,
  sparseMap,
  tar,
} from '../../fixtures/tar-builder.ts';

/** What an archive tries to do, and the layers with which it does. */
export interface HostileArchive {
  readonly name: string;
  /** Tars, lowest first. `outside` is the path of the folder that must stay as it is. */
  readonly layers: (outside: string) => readonly Uint8Array[];
  /** Names that must lie in the folder afterwards, of those that the archive wanted there. */
  readonly leaves?: readonly string[];
}

const file = (name: string | Uint8Array, body: string | Uint8Array = 'evil'): Uint8Array =>
  long(name, (short) => entry({ name: short }, body));
const folder = (name: string, mode = 0o755): Uint8Array =>
  long(name, (short) => entry({ name: short, type: '5', mode }));
const symlink = (name: string, link: string | Uint8Array): Uint8Array =>
  longLink(link, (short) => entry({ name, type: '2', link: short }));
const hardLink = (name: string, link: string): Uint8Array =>
  longLink(link, (short) => entry({ name, type: '1', link: short }));
const device = (name: string, type: '3' | '4' | '6', major = 1, minor = 3): Uint8Array =>
  entry({ name, type, mode: 0o666, deviceMajor: major, deviceMinor: minor });
const setId = (name: string, mode: number, uid: number): Uint8Array =>
  entry({ name, mode, uid, gid: uid }, '#!/bin/sh\n');

const one = (...entries: readonly Uint8Array[]): readonly Uint8Array[] => [tar(...entries)];

function archive(
  name: string,
  layers: HostileArchive['layers'],
  leaves?: readonly string[],
): HostileArchive {
  return leaves === undefined ? { name, layers } : { name, layers, leaves };
}

const paths: readonly HostileArchive[] = [
  archive('.. in front', () => one(file('../outside/evil')), ['outside/evil']),
  archive('many .. in front', () => one(file(`${'../'.repeat(40)}etc/evil`)), ['etc/evil']),
  archive('.. in the middle', () => one(file('a/../../outside/evil')), ['outside/evil']),
  archive('.. at the end', () => one(folder('a/b/..'), file('a/c')), ['a/c']),
  archive('.. alone', () => one(folder('..'), file('../..'))),
  archive('a folder named . and an empty name', () => one(folder('.'), file(''), folder('./'))),
  archive('empty parts', () => one(file('a//b///c')), ['a/b/c']),
  archive('dots and slashes alone', () => one(file('/'), file('//'), file('./.'), file('/..'))),
  archive('an absolute name', (outside) => one(file(`${outside}/evil`))),
  archive('an absolute name by pax', (outside) => [
    tar(pax([['path', `${outside}/evil`]]), file('x')),
  ]),
  archive('an absolute name by GNU', (outside) => [
    tar(gnuLong('L', `${outside}/evil`), file('x')),
  ]),
  archive('.. by pax', () => [tar(pax([['path', '../outside/evil']]), file('x'))], [
    'outside/evil',
  ]),
  archive('.. by prefix', () => [tar(entry({ name: 'outside/evil', prefix: '../..' }, 'x'))]),
  archive('backslashes', () =>
    one(file('..\\outside\\evil'), file('C:\\evil'), file('\\\\host\\x')),
  ),
  archive('a drive', () => one(file('C:evil'), file('c:/evil'), file('a:b:c'))),
  archive('a stream of NTFS', () => one(file('a'), file('a::$DATA'), file('a:evil'))),
  archive('names of devices of Windows', () =>
    one(...['CON', 'nul.txt', 'COM1', 'lpt9.log', 'aux', 'PRN '].map((name) => file(name))),
  ),
  archive('dots and spaces at the end', () => one(file('a.'), file('a '), file('a. .'), file('a'))),
  archive('a new line, controls and escapes', () =>
    one(file('a\nb'), file('\u001b[31mred'), file('tab\tbell\u0007'), file('\u007f'), file('\r')),
  ),
  archive('names that turn around and that are invisible', () =>
    one(file('exe\u202Etxt.gpj'), file('\u200b'), file('\ufeff'), file(' ')),
  ),
  archive('names that are options', () =>
    one(file('-rf'), file('--help'), file('*'), file('$(x)')),
  ),
  archive('names that are not UTF-8', () =>
    one(file(Uint8Array.of(0xff, 0xfe, 0x61)), file(Uint8Array.of(0xc3)), file('ÿ')),
  ),
  archive('parts of overlong UTF-8 slashes', () =>
    one(file(Uint8Array.of(0x2e, 0x2e, 0xc0, 0xaf, 0x78)), file(Uint8Array.of(0xe0, 0x80, 0xaf))),
  ),
  archive('a NUL in a name by pax', () => [
    tar(pax([['path', 'a\0../../outside/evil']]), file('x')),
  ]),
  archive('a NUL in a link by pax', () => [
    tar(pax([['linkpath', 'a\0b']]), entry({ name: 'link', type: '2', link: 'x' })),
  ]),
  archive('a name of 255 bytes', () => one(file('n'.repeat(255))), ['n'.repeat(255)]),
  archive('names that are too long and begin alike', () =>
    one(file(`${'n'.repeat(300)}1`), file(`${'n'.repeat(300)}2`), file(`${'ü'.repeat(200)}`)),
  ),
  archive('a folder with a name that is too long', () =>
    one(folder('f'.repeat(400)), file(`${'f'.repeat(400)}/inside`)),
  ),
  archive('a path of 3000 folders', () => one(file(`${'d/'.repeat(3000)}file`), file('after')), [
    'after',
  ]),
  archive('a path of long folders', () => one(file(`${`${'p'.repeat(250)}/`.repeat(40)}file`))),
  archive('a name of 100,000 bytes', () => one(file('x'.repeat(100_000)), file('after')), [
    'after',
  ]),
  archive('names like those of the work itself', () =>
    one(file('.layerscope-1.part'), folder('.layerscope-2.old'), file('.wh.x/y')),
  ),
];

const links: readonly HostileArchive[] = [
  archive('a link out of the folder, and a file through it', (outside) =>
    one(symlink('out', outside), file('out/evil')),
  ),
  archive('the same with ..', () => one(symlink('out', '../outside'), file('out/evil'))),
  archive('a link to a file outside, and a file of its name', (outside) =>
    one(symlink('out', `${outside}/file`), file('out', 'overwritten')),
  ),
  archive('a file, and then a link of its name', (outside) =>
    one(file('out'), symlink('out', `${outside}/file`)),
  ),
  archive('a link in a lower layer, a file through it above', (outside) => [
    tar(symlink('out', outside)),
    tar(file('out/evil')),
  ]),
  archive('a folder that becomes a link above', (outside) => [
    tar(folder('a'), file('a/b')),
    tar(symlink('a', outside)),
    tar(file('a/evil')),
  ]),
  archive('a link that becomes a folder above', (outside) => [
    tar(symlink('a', outside)),
    tar(folder('a'), file('a/file', 'overwritten')),
  ]),
  archive('a chain of links', () =>
    one(symlink('a', 'b'), symlink('b', 'c'), symlink('c', '../outside'), file('a/evil')),
  ),
  archive('a link to itself', () => one(symlink('a', 'a'), file('a/evil'))),
  archive('links in a circle', () => one(symlink('a', 'b'), symlink('b', 'a'), file('a/b/evil'))),
  archive('a link to .', () => one(symlink('a', '.'), file('a/a/a/file'))),
  archive('a link to /', () => one(symlink('root', '/'), file('root/evil-of-layerscope'))),
  archive('an empty link', () => one(symlink('a', ''), file('b')), ['b']),
  archive('a link of 5000 bytes', () => one(symlink('a', 'x/'.repeat(2500)), file('b')), ['b']),
  archive('a link that is not UTF-8', () => one(symlink('a', Uint8Array.of(0xff, 0x2f, 0xfe)))),
  archive('a folder with the mode of nobody, and a link in it', (outside) =>
    one(folder('a', 0), symlink('a/out', outside), file('a/out/evil')),
  ),
  archive('a hard link to a file outside', (outside) => one(hardLink('a', `${outside}/file`))),
  archive('a hard link with ..', () => one(hardLink('a', '../outside/file'), file('b')), ['b']),
  archive('a hard link and then its content', (outside) =>
    one(hardLink('a', `${outside}/file`), file('a', 'overwritten')),
  ),
  archive('a hard link to a link that leads outside', (outside) =>
    one(symlink('s', `${outside}/file`), hardLink('h', 's'), file('h', 'overwritten')),
  ),
  archive('a hard link through a link', (outside) =>
    one(symlink('s', outside), hardLink('h', 's/file'), file('b')),
  ),
  archive('a hard link to a folder', () => one(folder('d'), hardLink('h', 'd'), file('d/x'))),
  archive('a hard link to itself', () => one(hardLink('h', 'h'))),
  archive('hard links in a circle', () => one(hardLink('a', 'b'), hardLink('b', 'a'))),
  archive('a hard link to what comes later', () => one(hardLink('a', 'b'), file('b', 'late')), [
    'a',
    'b',
  ]),
  archive('a hard link to a file that a layer above replaces by a link', (outside) => [
    tar(file('f', 'kept'), hardLink('h', 'f')),
    tar(symlink('f', `${outside}/file`)),
  ]),
  archive('a hard link whose first name is below a link above', (outside) => [
    tar(folder('d'), file('d/f', 'kept'), hardLink('h', 'd/f')),
    tar(symlink('d', outside)),
  ]),
  archive('2000 names of one file', () =>
    one(file('f'), ...Array.from({ length: 2000 }, (_, place) => hardLink(`h${place}`, 'f'))),
  ),
];

const kinds: readonly HostileArchive[] = [
  archive('a character device', () => one(device('null', '3'), file('b')), ['b']),
  archive('a block device', () => one(device('disk', '4', 8, 0), file('b')), ['b']),
  archive('a pipe, and a file of its name', () => one(device('p', '6'), file('p')), ['p']),
  archive('a file, and a device of its name above', () => [tar(file('p')), tar(device('p', '3'))]),
  archive('a hard link to a device', () => one(device('null', '3'), hardLink('h', 'null'))),
  archive('a device with numbers beyond Linux', () => one(device('d', '3', 2_000_000, 2_000_000))),
  archive('a file where a folder was', () => one(folder('a'), file('a/b'), file('a'))),
  archive('a folder where a file was', () => one(file('a'), folder('a'), file('a/b')), ['a/b']),
  archive('a file below a file', () => one(file('a'), file('a/b'))),
  archive('a file below a file of the layer below', () => [tar(file('a')), tar(file('a/b'))]),
  archive('a program with the rights of root', () => one(setId('su', 0o4755, 0))),
  archive('a program with the rights of another', () => one(setId('su', 0o6777, 1234))),
  archive('an owner beyond 32 bits', () => [
    tar(
      pax([
        ['uid', '99999999999'],
        ['gid', '-5'],
      ]),
      file('a'),
    ),
  ]),
  archive('folders that nobody may enter', () =>
    one(folder('a', 0), folder('a/b', 0), file('a/b/c'), folder('z', 0o7777)),
  ),
  archive('times of other ages', () => [
    tar(
      pax([['mtime', '-99999999999.5']]),
      file('past'),
      pax([['mtime', '99999999999999']]),
      file('future'),
      pax([['mtime', 'nan']]),
      file('never'),
    ),
  ]),
  archive('an attribute with the rights of root', () => [
    tar(
      pax([
        ['SCHILY.xattr.security.capability', '\u0001\u0000'],
        ['SCHILY.xattr.user.x', 'y'],
      ]),
      file('a'),
    ),
  ]),
  archive('case twins', () =>
    one(file('Readme'), file('README'), folder('readme'), file('readme/x')),
  ),
  archive('Unicode twins', () =>
    one(file('caf\u00e9'), file('cafe\u0301'), file('ﬁ'), file('fi'), file('ß'), file('SS')),
  ),
  archive('one path twice', () => one(file('a', '1'), file('a', '2'), file('./a', '3')), ['a']),
  archive('a sparse file of a quarter of a gigabyte', () => [
    tar(
      entry(
        {
          name: 'holes',
          type: 'S',
          form: 'gnu',
          size: 512,
          patches: [
            [386, sparseMap([[0, 512]])],
            [483, Uint8Array.from(Buffer.from('02000000000\0'))],
          ],
        },
        noise(512),
      ),
    ),
  ]),
  archive(
    'a sparse file larger than file systems can hold, and its second name',
    () => [
      tar(
        pax([
          ['GNU.sparse.major', '1'],
          ['GNU.sparse.minor', '0'],
          ['GNU.sparse.name', 'vast'],
          ['GNU.sparse.realsize', '9000000000000000'],
        ]),
        entry({ name: 'x' }, concat(pad(Buffer.from('1\n0\n4\n')), Buffer.from('evil'))),
        hardLink('second', 'vast'),
        file('after'),
      ),
    ],
    ['after'],
  ),
  archive(
    'a file that ends before its size',
    () => [concat(entry({ name: 'whole' }, 'x'), entry({ name: 'cut', size: 1_000_000 }, 'short'))],
    ['whole'],
  ),
  archive('a file that claims exabytes', () => [
    concat(pax([['size', '8000000000000000000']]), entry({ name: 'vast' }, 'x'), endMarker()),
  ]),
  archive('whiteouts of everything', () => [
    tar(file('a'), folder('d'), file('d/x')),
    tar(
      file('.wh...'),
      file('.wh..'),
      file('.wh..wh..opq', ''),
      file('.wh.a/b', ''),
      file('../.wh.outside', ''),
    ),
  ]),
  archive('nothing', () => [tar()]),
];

export const hostileArchives: readonly HostileArchive[] = [...paths, ...links, ...kinds];

/** Names of more than 100 bytes need a record of their own. */
function long(
  name: string | Uint8Array,
  write: (short: string | Uint8Array) => Uint8Array,
): Uint8Array {
  const isShort = Buffer.byteLength(name) <= 100;
  return isShort ? write(name) : concat(gnuLong('L', name), write('long'));
}

function longLink(
  link: string | Uint8Array,
  write: (short: string | Uint8Array) => Uint8Array,
): Uint8Array {
  const isShort = Buffer.byteLength(link) <= 100;
  return isShort ? write(link) : concat(gnuLong('K', link), write('long'));
}
