import type { SecretRule } from '../../../shared/model/findings.ts';
import type { FileProfile } from './file-profile.ts';
import { binarySearch, commandSearch, keySearch, textSearch } from './pattern-set.ts';
import type { SecretSearch } from './pattern-set.ts';
import { rank } from './secret-match.ts';
import type { Confidence, SecretMatch } from './secret-match.ts';
import { ToldSecrets } from './told-secrets.ts';
import type { FoundSecret } from './told-secrets.ts';
import { wholeFile } from './whole-file.ts';
import { narrowed, textFormOf } from './wide-text.ts';
import type { TextForm } from './wide-text.ts';

/** Matches of one file that are looked at: a hostile file may hold nothing else. */
const mostMatches = 2000;
/** Bytes of a file that are held at a time. */
const windowBytes = 1024 * 1024;
/** Bytes before and behind the start of a secret that tell whether it is one; even, for text in UTF-16. */
const marginBefore = 1024;
const marginBehind = 64 * 1024;
/** Of a file that is no text so much is looked through for all forms, and what is behind it for private keys alone. */
const wholeBinary = 16 * windowBytes;
/** Programs that did not come with a distribution. */
const ownPrograms = /^usr\/local\//;

/**
 * Looks through files for secrets, one after another, as their bytes come by. Holds a MiB of them, and takes time in
 * proportion to their bytes, whatever they are.
 */
export class ContentScan {
  readonly #buffer = new Uint8Array(windowBytes);
  #path = '';
  #size = 0;
  #profile: FileProfile = { role: 'own', assigned: null, special: null, named: null };
  /** What of the buffer is filled, where in the file it begins, and from where on it was not looked through. */
  #length = 0;
  #base = 0;
  #from = 0;
  #lines = 1;
  #form: TextForm | undefined;
  #left = mostMatches;
  #lastEnd = 0;
  #whole: FoundSecret | null = null;
  #told = new ToldSecrets(this.#profile);
  #hasSettings = false;

  /** The next file; of `size` bytes, as far as it is looked through. */
  begin(path: string, size: number, profile: FileProfile): void {
    this.#path = path;
    this.#size = size;
    this.#profile = profile;
    this.#length = 0;
    this.#base = 0;
    this.#from = 0;
    this.#lines = 1;
    this.#form = undefined;
    this.#left = mostMatches;
    this.#lastEnd = 0;
    this.#whole = null;
    this.#told = new ToldSecrets(profile);
    this.#hasSettings = false;
  }

  /** Some of its bytes. */
  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#left > 0 && this.#whole === null;) {
      const taken = bytes.subarray(at, at + windowBytes - this.#length);
      this.#buffer.set(taken, this.#length);
      this.#length += taken.length;
      at += taken.length;
      if (this.#length === windowBytes && at < bytes.length) this.#look(false);
    }
  }

  /** All of it, as long as that fits into a MiB: what came by so far. */
  get held(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** That was all of it. */
  end(): readonly FoundSecret[] {
    this.#look(true);
    if (this.#whole !== null) return [this.#whole];
    const found = this.#told.all();
    const { named } = this.#profile;
    if (named === null) return found;
    if (named === 'env-file' && (found.length > 0 || !this.#hasSettings)) return found;
    const confidence = named === 'git-folder' ? 'medium' : 'low';
    return [...found, this.#told.file(named, confidence, this.#size, this.held)];
  }

  /** Looks through what the buffer holds, of a part of a file as far as what stands behind is known. */
  #look(isEnd: boolean): void {
    if (this.#form === undefined && !this.#begins()) return;
    if (this.#left > 0) this.#search(isEnd ? this.#length : this.#length - marginBehind, isEnd);
    if (!isEnd) this.#moveOn(this.#length - marginBehind);
  }

  /** Tells by the first bytes what the file is; answers whether there is something to look for in it. */
  #begins(): boolean {
    const { held } = this;
    const whole = wholeFile(held, this.#path, this.#size);
    if (whole !== null) {
      this.#whole = this.#told.file(whole.rule, whole.confidence, this.#size, held, whole.locked);
      return false;
    }
    this.#form = textFormOf(held);
    this.#hasSettings =
      this.#profile.named === 'env-file' &&
      /^[ \t]{0,20}(?:export[ \t]{1,8})?\w{1,100}=\S/m.test(latin1(held));
    return true;
  }

  #search(to: number, isEnd: boolean): void {
    const form = this.#form ?? null;
    const search = this.#searchFor(form);
    if (search === null) {
      this.#left = 0;
      return;
    }
    const isWide = form === 'little' || form === 'big';
    const unit = isWide ? 2 : 1;
    const bytes = isWide ? narrowed(this.held, form) : this.held;
    let text: string | null = null;
    const scanned = {
      bytes,
      text: () => (text ??= latin1(bytes)),
      from: this.#from / unit,
      to: isEnd ? bytes.length : to / unit,
      startsLine: this.#base === 0,
    };
    const matches = search.matches(scanned, this.#left);
    this.#left -= matches.length;
    const window = {
      text: scanned.text,
      base: this.#base,
      unit,
      firstLine: form === null ? null : this.#lines,
    };
    const apart = withoutOverlap(matches).filter(
      ({ start }) => this.#base + start * unit >= this.#lastEnd,
    );
    this.#told.add(apart, window);
    const last = apart.at(-1);
    if (last !== undefined) this.#lastEnd = this.#base + last.end * unit;
  }

  #searchFor(form: TextForm): SecretSearch | null {
    if (form !== null) return textSearch(this.#profile);
    if (this.#base === 0) return binarySearch;
    // Libraries of a distribution hold the keys that they test themselves with, the same ones everywhere.
    if (this.#profile.role !== 'own' && !ownPrograms.test(this.#path)) return null;
    return this.#base < wholeBinary ? binarySearch : keySearch;
  }

  /** Keeps what a secret that begins from `to` on needs before it. */
  #moveOn(to: number): void {
    const from = Math.max(0, to - marginBefore);
    if (this.#form !== null) this.#lines += lineEnds(this.#buffer, from);
    this.#buffer.copyWithin(0, from, this.#length);
    this.#base += from;
    this.#length -= from;
    this.#from = to - from;
  }
}

/** Looks through all of a file. */
export function scanContent(
  bytes: Uint8Array,
  path: string,
  profile: FileProfile,
): readonly FoundSecret[] {
  const scan = new ContentScan();
  scan.begin(path, bytes.length, profile);
  scan.take(bytes);
  return scan.end();
}

/** Looks through a text that is no file: a value of the config, a step of the history. */
export function scanText(text: string): readonly SecretMatch[] {
  // One byte for each UTF-16 unit, so that places are the same in both; none of a wide character looks like ASCII
  // that was not there, but for chance.
  const bytes = Buffer.from(text, 'latin1');
  const whole = { bytes, text: () => text, from: 0, to: bytes.length, startsLine: true };
  return withoutOverlap(commandSearch().matches(whole, mostMatches));
}

/** Of matches that share characters one counts: the one of a form of its own, then the surer, then the first. */
function withoutOverlap(matches: readonly SecretMatch[]): readonly SecretMatch[] {
  const ordered = matches.toSorted((a, b) => a.start - b.start);
  const kept: SecretMatch[] = [];
  for (const match of ordered) {
    const last = kept.at(-1);
    if (last === undefined || match.start >= last.end) kept.push(match);
    else if (weight(match) < weight(last)) kept[kept.length - 1] = match;
  }
  return kept;
}

/** Rules that go by what stands around a value. */
const byPlace: ReadonlySet<SecretRule> = new Set([
  'generic-secret',
  'url-password',
  'database-url',
]);

function weight({ rule, confidence }: { rule: SecretRule; confidence: Confidence }): number {
  return (byPlace.has(rule) ? 3 : 0) + rank[confidence];
}

/** Lines that end before a place, in text of either width: the zeros beside a line end in UTF-16 are none. */
function lineEnds(bytes: Uint8Array, to: number): number {
  let count = 0;
  for (let at = 0; at < to; at++) if (bytes[at] === 0x0a) count++;
  return count;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
