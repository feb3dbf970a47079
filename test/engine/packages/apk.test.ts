import { expect, test } from 'vitest';
import { parseApk } from '../../../electron/engine/packages/apk.ts';

const musl = `C:Q1rV6NrKYcmoDTY3dEUnOsFdmvlGI=
P:musl
V:1.2.5-r0
A:x86_64
S:406998
I:667648
T:the musl c library (libc) implementation
o:musl
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1Qkz3fxDzQPTUOCIsAoJkpLzJFv8=
`;
const base = 'P:alpine-baselayout\nV:3.6.5-r0\nA:x86_64\nI:331776\nF:\nM:0:0:1777\n';

test('a block tells name, version, architecture and size', () => {
  expect(parseApk(Buffer.from(`${musl}\n${base}\n`))).toEqual({
    kind: 'packages',
    packages: [
      { name: 'musl', version: '1.2.5-r0', architecture: 'x86_64', bytes: 667_648 },
      { name: 'alpine-baselayout', version: '3.6.5-r0', architecture: 'x86_64', bytes: 331_776 },
    ],
    missing: null,
  });
});

test('case matters, and a size that is none is not known', () => {
  const text = 'p:provides\nP:a\nV:1\ni:so:x\nI:x\n';
  expect(parseApk(Buffer.from(text)).packages).toEqual([
    { name: 'a', version: '1', architecture: null, bytes: null },
  ]);
});

test('a block that names no package or version is told, and the others stand', () => {
  expect(parseApk(Buffer.from(`P:a\n\n${base}\nV:1\n`))).toMatchObject({
    packages: [{ name: 'alpine-baselayout' }],
    missing: 'damaged',
  });
});

test('an empty database has no packages', () => {
  expect(parseApk(new Uint8Array())).toEqual({ kind: 'packages', packages: [], missing: null });
});
