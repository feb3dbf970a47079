import { expect, test } from 'vitest';
import { createGrants } from '../../electron/main/grants.ts';

test('a grant stands for a path until it is withdrawn, and tells nothing about it', () => {
  const grants = createGrants();
  const first = grants.issue('/home/ann/secret.tar');
  const second = grants.issue('/home/ann/other.tar');
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(first).not.toBe(second);
  expect(grants.pathOf(first)).toBe('/home/ann/secret.tar');
  expect(grants.grantOf('/home/ann/other.tar')).toBe(second);
  expect(grants.all().map(({ path }) => path)).toEqual([
    '/home/ann/secret.tar',
    '/home/ann/other.tar',
  ]);
  grants.withdraw(first);
  expect([grants.pathOf(first), grants.grantOf('/home/ann/secret.tar')]).toEqual([null, null]);
  expect(grants.all()).toEqual([{ grant: second, path: '/home/ann/other.tar' }]);
});

test('the same path can be granted again under a new name', () => {
  const grants = createGrants();
  const first = grants.issue('/a');
  grants.withdraw(first);
  expect(grants.issue('/a')).not.toBe(first);
});
