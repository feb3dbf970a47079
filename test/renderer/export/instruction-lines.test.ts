import { expect, test } from 'vitest';
import {
  instructionLines,
  refusedLine,
} from '../../../renderer/features/export/instruction-lines.ts';

const text = ['# who', 'USER tide', '', 'ENV A=1 \\', '  # between', '  B=2', 'EXPOSE 80 \\'].join(
  '\n',
);

test('instructions go on after a backslash; comments and empty lines say nothing', () => {
  expect(instructionLines(text)).toEqual([
    { line: 1, text: 'USER tide' },
    { line: 3, text: 'ENV A=1 B=2' },
    { line: 6, text: 'EXPOSE 80' },
  ]);
});

test('the refused instruction is found by its text', () => {
  const lines = instructionLines(text);
  expect(refusedLine(lines, 'ENV A=1 B=2')).toBe(3);
  expect(refusedLine(lines, 'ENV')).toBeNull();
  expect(refusedLine(lines, undefined)).toBeNull();
});
