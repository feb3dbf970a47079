import { expect, test } from 'vitest';
import {
  familiarName,
  fullName,
  parseReference,
  sameReference,
} from '../../../electron/engine/image/reference.ts';

const hex = 'a'.repeat(64);

test.each([
  ['alpine', 'docker.io/library/alpine:latest', 'alpine:latest'],
  ['alpine:3.20', 'docker.io/library/alpine:3.20', 'alpine:3.20'],
  ['me/app', 'docker.io/me/app:latest', 'me/app:latest'],
  ['docker.io/library/alpine:3', 'docker.io/library/alpine:3', 'alpine:3'],
  ['index.docker.io/alpine:3', 'docker.io/library/alpine:3', 'alpine:3'],
  ['docker.io/library/a/b:1', 'docker.io/library/a/b:1', 'library/a/b:1'],
  ['localhost/app:1', 'localhost/app:1', 'localhost/app:1'],
  ['localhost:5000/app', 'localhost:5000/app:latest', 'localhost:5000/app:latest'],
  ['[::1]:5000/app:1', '[::1]:5000/app:1', '[::1]:5000/app:1'],
  ['quay.io/me/app:v1', 'quay.io/me/app:v1', 'quay.io/me/app:v1'],
  [`alpine@sha256:${hex}`, `docker.io/library/alpine@sha256:${hex}`, `alpine@sha256:${hex}`],
  [`alpine:3@sha256:${hex}`, `docker.io/library/alpine:3@sha256:${hex}`, `alpine:3@sha256:${hex}`],
])('%s in full and familiar', (text, full, familiar) => {
  expect(fullName(text)).toBe(full);
  expect(familiarName(text)).toBe(familiar);
  expect(sameReference(text, full)).toBe(true);
});

test.each([
  '',
  'UPPER',
  'a b',
  'a:',
  'a//b',
  '-a',
  'a@b',
  'a:b:c',
  'a/b:tag/c',
  `x${'y'.repeat(5000)}`,
])('%j is no name and stays as it is', (text) => {
  expect(parseReference(text)).toBeNull();
  expect(familiarName(text)).toBe(text);
});

test('different tags are different', () => {
  expect(sameReference('alpine', 'alpine:latest')).toBe(true);
  expect(sameReference('alpine', 'alpine:3')).toBe(false);
  expect(sameReference('alpine', 'quay.io/alpine')).toBe(false);
});
