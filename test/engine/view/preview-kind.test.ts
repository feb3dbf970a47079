import { expect, test } from 'vitest';
import { previewKind } from '../../../electron/engine/view/preview-kind.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const elf = Buffer.from('7f454c4602010100000000', 'hex');

test.each([
  ['nothing', Buffer.alloc(0), 'text'],
  ['plain text', Buffer.from('hello\nworld\n'), 'text'],
  ['text in UTF-8', Buffer.from('grüße, 世界'), 'text'],
  ['text cut inside a character', Buffer.from('grüß').subarray(0, 3), 'text'],
  ['text in Latin-1', Buffer.from('Stra\xdfe und Br\xfccke', 'latin1'), 'text'],
  ['text in UTF-16', Buffer.from('\ufeffhi', 'utf16le'), 'text'],
  ['a log with colours', Buffer.from('\u001b[31mred\u001b[0m and more text'), 'text'],
  ['a picture', png, 'picture'],
  ['a drawing', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x"></svg>'), 'picture'],
  ['a page that shows a drawing', Buffer.from('<html><svg></svg></html>'), 'text'],
  ['words that begin like a bitmap', Buffer.from('BM is short for bitmap, is it not?'), 'text'],
  ['a program', elf, 'binary'],
  ['noise', Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 167 + 13) % 255)), 'binary'],
])('%s', (_, bytes, kind) => {
  expect(previewKind(bytes).kind).toBe(kind);
});
