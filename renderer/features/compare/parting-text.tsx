import type { Translate } from '../../../shared/i18n/t.ts';
import type { Parting } from '../../../shared/model/comparison.ts';
import { partingSentence } from '../../../shared/report/parting-sentence.ts';
import { excerptsAround } from './excerpts-around.ts';
import styles from './overview-tab.module.css';

/** A control character: what comes from an archive has all of them made visible, so that none of it can mark text. */
const border = '\u0001';

/** Where two images part and why, in one sentence; commands and paths are set off. */
export function PartingText({ parting, t }: { readonly parting: Parting; readonly t: Translate }) {
  const parts = partingSentence(
    withExcerpts(parting),
    t,
    (text) => `${border}${text}${border}`,
  ).split(border);
  return (
    <p className={styles.sentence} data-selectable="">
      {parts.map((part, place) =>
        place % 2 === 1 ? <code key={place}>{part}</code> : <span key={place}>{part}</span>,
      )}
    </p>
  );
}

/** Of two commands that begin alike the parts that differ: both are shown whole below the sentence. */
function withExcerpts(parting: Parting): Parting {
  const { commandA, commandB } = parting;
  if (commandA === null || commandB === null || parting.kind !== 'command') return parting;
  const [a, b] = excerptsAround(commandA, commandB);
  return { ...parting, commandA: a, commandB: b };
}
