import { visibleLine } from '../../../shared/format/visible.ts';
import type { SearchQuery } from '../../../shared/model/search.ts';
import { matchRanges } from './match-ranges.ts';
import type { MatchRange } from './match-ranges.ts';
import styles from './hit-marks.module.css';

export interface MarkedPathProps {
  /** Without a leading slash. */
  readonly path: string;
  readonly query: Pick<SearchQuery, 'text' | 'textMode'>;
}

/** A path with what it was found for set off: the folders quietly, the name after them. */
export function MarkedPath({ path, query }: MarkedPathProps) {
  const ranges = matchRanges(path, query);
  const name = path.lastIndexOf('/') + 1;
  return (
    <>
      {name > 0 && (
        <>
          <span className={styles.folders}>
            <Marked text={path} start={0} end={name - 1} ranges={ranges} />
          </span>
          <span className={styles.slash}>
            <Marked text={path} start={name - 1} end={name} ranges={ranges} />
          </span>
        </>
      )}
      <span className={styles.name}>
        <Marked text={path} start={name} end={path.length} ranges={ranges} />
      </span>
    </>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly ranges: readonly MatchRange[];
}

/** Characters `start` to `end` of a text, those of the ranges marked. */
function Marked({ text, start, end, ranges }: MarkedProps) {
  const parts: { readonly at: number; readonly words: string; readonly hit: boolean }[] = [];
  let at = start;
  for (const range of ranges) {
    const from = Math.max(at, range.start);
    const to = Math.min(end, range.end);
    if (to <= from) continue;
    parts.push({ at, words: text.slice(at, from), hit: false });
    parts.push({ at: from, words: text.slice(from, to), hit: true });
    at = to;
  }
  parts.push({ at, words: text.slice(at, end), hit: false });
  return parts
    .filter(({ words }) => words !== '')
    .map(({ at: key, words, hit }) =>
      hit ? <mark key={key}>{visibleLine(words)}</mark> : visibleLine(words),
    );
}
