import { expect, test } from 'vitest';
import { pressMeaning } from '../../../renderer/features/files/press-meaning.ts';
import type { Press } from '../../../renderer/features/files/press-meaning.ts';

function press(held: Partial<Press> = {}): Press {
  return { button: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...held };
}

test.each([
  [press(), 'one', 'one'],
  [press({ shiftKey: true }), 'range', 'range'],
  [press({ ctrlKey: true }), 'toggle', 'menu'],
  [press({ metaKey: true }), 'one', 'toggle'],
  [press({ ctrlKey: true, shiftKey: true }), 'more', 'menu'],
  [press({ metaKey: true, shiftKey: true }), 'range', 'more'],
  [press({ button: 2 }), 'menu', 'menu'],
  [press({ button: 2, ctrlKey: true }), 'menu', 'menu'],
  [press({ button: 1 }), 'none', 'none'],
])('%o means what it does in the lists of the system', (held, elsewhere, mac) => {
  expect(pressMeaning(held, 'linux')).toBe(elsewhere);
  expect(pressMeaning(held, 'win32')).toBe(elsewhere);
  expect(pressMeaning(held, 'darwin')).toBe(mac);
});
