import { expect, test } from 'vitest';
import { createFileLook } from '../../electron/main/file-look.ts';

/** Questions that are answered only when the test says so. */
function slowSystem() {
  const answers: ((look: string) => void)[] = [];
  const ask = (): Promise<string> =>
    new Promise((resolve) => {
      answers.push(resolve);
    });
  return { look: createFileLook(ask), answers };
}

test('a file that the system tells of is looked at once', async () => {
  const look = createFileLook(async (path) => `look of ${path}`);
  expect(await look.of('/a')).toBe('look of /a');
  expect(look.isHeld()).toBe(false);
});

test('a file that is not there has no look', async () => {
  const look = createFileLook(() => Promise.reject(new Error('ENOENT')));
  expect(await look.of('/a')).toBeNull();
  expect(look.isHeld()).toBe(false);
});

test('nobody waits long for a drive that does not answer, and few threads do', async () => {
  const { look, answers } = slowSystem();
  const looks = Promise.all(['/a', '/b', '/c', '/d'].map((path) => look.of(path)));
  expect(answers).toHaveLength(2);
  expect(await looks).toEqual([null, null, null, null]);
  expect(look.isHeld()).toBe(true);
  for (const answer of answers) answer('late');
  await expect.poll(look.isHeld).toBe(false);
  const next = look.of('/a');
  answers.at(-1)?.('now');
  expect(await next).toBe('now');
});
