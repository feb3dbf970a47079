/** What is known of a regular expression from the way it is written. */
export interface PatternFacts {
  /**
   * The source of an expression that, with the flag `m`, finds the same in one line of many as the given one in that
   * line alone, and never more than a line; lines end with `\n` and hold no line break of any kind. Null when there is
   * none.
   */
  readonly inLines: string | null;
  /** Each of these must be met by whatever matches: one of its texts is part of it. */
  readonly needs: readonly Need[];
}

/** Texts of which what matches has one at least. */
export type Need = readonly string[];

/** Texts that one need may name; more of them say little. */
const mostTexts = 16;

const nothingKnown: PatternFacts = { inLines: null, needs: [] };

/**
 * Reads the source of a valid regular expression (ECMA-262, Patterns). `unicode`: it has the flag `u`. Of what is not
 * understood nothing is said.
 */
export function patternFacts(source: string, unicode: boolean): PatternFacts {
  try {
    const reader = new PatternReader(source, unicode);
    const { text, needs } = reader.alternatives();
    return reader.atEnd() ? { inLines: text, needs } : nothingKnown;
  } catch {
    // Something newer than this reader, or groups inside groups beyond what the stack holds.
    return nothingKnown;
  }
}

interface Part {
  readonly text: string;
  readonly needs: readonly Need[];
}

/** One thing that may be repeated. `literal`: the one character that it stands for. */
interface Atom extends Part {
  readonly literal: string | null;
}

const noNeeds: readonly Need[] = [];
const newline = 0x0a;

/** Characters that a backslash takes the meaning of; of others it gives one (ECMA-262, SyntaxCharacter and `/`). */
const syntax = '^$\\.*+?()[]{}|/';

class PatternReader {
  readonly #source: string;
  readonly #unicode: boolean;
  #at = 0;

  constructor(source: string, unicode: boolean) {
    this.#source = source;
    this.#unicode = unicode;
  }

  atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  alternatives(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    const text = parts.map((part) => part.text).join('|');
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return { text, needs: first.needs };
    const texts = parts.flatMap(({ needs }) => bestOf(needs));
    const isNeeded = parts.every(({ needs }) => needs.length > 0) && texts.length <= mostTexts;
    return { text, needs: isNeeded ? [texts] : noNeeds };
  }

  #sequence(): Part {
    let text = '';
    let run = '';
    const needs: Need[] = [];
    const endRun = (): void => {
      if (run !== '') needs.push([run]);
      run = '';
    };
    while (!this.atEnd() && !this.#sees('|') && !this.#sees(')')) {
      const atom = this.#atom();
      const times = this.#match(/[*+?]\??|\{\d+(?:,\d*)?\}\??/y) ?? '';
      const isThere = !/^(?:[*?]|\{0+[,}])/.test(times);
      text += atom.text + times;
      if (atom.literal !== null && times === '') {
        run += atom.literal;
        continue;
      }
      if (atom.literal !== null && isThere) run += atom.literal;
      endRun();
      if (isThere) needs.push(...atom.needs);
    }
    endRun();
    return { text, needs };
  }

  #atom(): Atom {
    const character = this.#next();
    switch (character) {
      case '^':
      case '$':
      case '.':
        return plain(character);
      case '(':
        return this.#group();
      case '[':
        return this.#characters();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new SyntaxError(character);
      default:
        return literalAtom(character, character);
    }
  }

  #group(): Atom {
    const opening = this.#match(/\?(?:[:=!]|<[=!]|<[^>]*>)/y) ?? '';
    if (opening === '' && this.#sees('?')) throw new SyntaxError('?');
    const { text, needs } = this.alternatives();
    if (!this.#take(')')) throw new SyntaxError('(');
    const isForbidden = opening.endsWith('!');
    return { text: `(${opening}${text})`, needs: isForbidden ? noNeeds : needs, literal: null };
  }

  /** A class of characters, with no newline in it. */
  #characters(): Atom {
    const negated = this.#take('^');
    const content = this.#match(/(?:[^\]\\]|\\[^])*/y) ?? '';
    if (!this.#take(']')) throw new SyntaxError('[');
    if (negated) {
      // A hyphen that stands for itself must stay the first.
      return plain(content.startsWith('-') ? withoutNewline(`[^${content}]`) : `[^\\n${content}]`);
    }
    return plain(mayHoldNewline(content) ? withoutNewline(`[${content}]`) : `[${content}]`);
  }

  #escape(): Atom {
    const character = this.#next();
    const isItself =
      syntax.includes(character) || (!this.#unicode && !/[A-Za-z0-9]/.test(character));
    if (isItself) return literalAtom(`\\${character}`, character);
    switch (character) {
      case 'd':
      case 'w':
      case 'S':
      case 'b':
      case 'B':
      case 't':
      case 'v':
      case 'f':
      case 'r':
        return plain(`\\${character}`);
      case 'D':
      case 'W':
      case 's':
        return plain(withoutNewline(`\\${character}`));
      case 'n':
        return plain('[]');
      case 'x':
        return this.#code(/[0-9a-f]{2}/iy, character);
      case 'u':
        return this.#code(/[0-9a-f]{4}|\{[0-9a-f]+\}/iy, character);
      case 'p':
      case 'P':
        return plain(withoutNewline(`\\${character}${this.#required(/\{[^}]*\}/y)}`));
      case 'k':
        return plain(`\\k${this.#required(/<[^>]*>/y)}`);
      default:
        if (!/[0-9]/.test(character)) throw new SyntaxError(character);
        return plain(`\\${character}${this.#match(/\d*/y) ?? ''}`);
    }
  }

  /** A character by its number. */
  #code(form: RegExp, letter: string): Atom {
    const digits = this.#required(form);
    const isNewline = Number.parseInt(digits.replace('{', ''), 16) === newline;
    return plain(isNewline ? '[]' : `\\${letter}${digits}`);
  }

  /** Of what stands here in an expression with the flag `u`; without it this means something else. */
  #required(form: RegExp): string {
    const found = this.#unicode ? this.#match(form) : null;
    if (found === null) throw new SyntaxError(form.source);
    return found;
  }

  #match(form: RegExp): string | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #next(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw new SyntaxError('');
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at += character.length;
    return true;
  }

  #sees(character: string): boolean {
    return this.#source.startsWith(character, this.#at);
  }
}

function plain(text: string): Atom {
  return { text, needs: noNeeds, literal: null };
}

/** U+FFFD stands for bytes that are no text, and half a character for nothing that can be looked for. */
function literalAtom(text: string, character: string): Atom {
  const isText = !/[\ufffd\p{Surrogate}]/u.test(character);
  return character === '\n'
    ? plain('[]')
    : { text, needs: noNeeds, literal: isText ? character : null };
}

/** Within a look backwards this is read after the character, which it then sees in front of itself. */
function withoutNewline(text: string): string {
  return `(?:(?!\\n)${text})`;
}

/** Whether what stands in a class could be a newline: control characters may begin a range over it. */
function mayHoldNewline(content: string): boolean {
  const rest = content.replaceAll(/\\[dwS^$\\.*+?()[\]{}|/-]/g, '');
  return /[\\\0-\n]/.test(rest);
}

/** The texts of the need that says most: its shortest text is the longest. */
function bestOf(needs: readonly Need[]): Need {
  return needs.toSorted((one, other) => shortest(other) - shortest(one))[0] ?? [];
}

function shortest(need: Need): number {
  return Math.min(...need.map(({ length }) => length));
}
