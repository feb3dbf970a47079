import { EngineError } from '../bytes/engine-error.ts';

/** One Dockerfile instruction that changes a config. */
export interface Instruction {
  /** As it was given. */
  readonly change: string;
  /** In upper case. */
  readonly name: string;
  /** What stands behind the name. */
  readonly rest: string;
  /** `NAME=value`, for what says `$NAME`. */
  readonly environment: readonly string[];
}

export function invalidChange({ change }: Pick<Instruction, 'change'>): never {
  throw new EngineError('change-invalid', { change });
}

/** The texts of a JSON list; null when it is none. */
export function listOf(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return isList ? value : null;
  } catch {
    return null;
  }
}

/** The only word of an instruction; more than one is `change-invalid`. */
export function oneWord(instruction: Instruction): string {
  const [word, ...more] = wordsOf(instruction);
  return word === undefined || more.length > 0 ? invalidChange(instruction) : word;
}

/** Words between spaces; quotes, backslashes and variables as in a Dockerfile. */
export function wordsOf(instruction: Instruction): readonly string[] {
  return scan(instruction, true);
}

/** All that stands behind an instruction as one text, without quotes and with what variables stand for. */
export function expandedText(instruction: Instruction): string {
  return scan(instruction, false).join('');
}

function scan(instruction: Instruction, splits: boolean): readonly string[] {
  const text = instruction.rest.trim();
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'" && at + 1 < text.length) {
      word = (word ?? '') + (text[++at] ?? '');
    } else if (character === '$' && quote !== "'") {
      const { value, length } = variableAt(text, at, instruction);
      word = (word ?? '') + value;
      at += length - 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (splits && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') return invalidChange(instruction);
  if (word !== null) words.push(word);
  return words;
}

/**
 * `$NAME`, `${NAME}`, `${NAME:-otherwise}`, `${NAME:+instead}` (Dockerfile reference, Environment replacement). What is
 * not set is empty; a dollar before anything else stands for itself.
 */
function variableAt(
  text: string,
  at: number,
  instruction: Instruction,
): { readonly value: string; readonly length: number } {
  const form =
    /^\$(?:(?<plain>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)(?::(?<mark>[-+])(?<word>[^{}]*))?\})/.exec(
      text.slice(at),
    );
  if (form === null) {
    return text[at + 1] === '{' ? invalidChange(instruction) : { value: '$', length: 1 };
  }
  const { plain, name, mark, word = '' } = form.groups ?? {};
  const start = `${plain ?? name}=`;
  const found = instruction.environment.find((each) => each.startsWith(start));
  const value = found?.slice(start.length) ?? '';
  const [{ length }] = form;
  if (mark === '-') return { value: value === '' ? word : value, length };
  if (mark === '+') return { value: value === '' ? '' : word, length };
  return { value, length };
}
