import { TriangleAlert } from 'lucide-react';
import type { ExportLoss } from '../../../shared/model/export.ts';
import { lossText } from '../../i18n/export-words.ts';
import { useText } from '../../i18n/use-text.ts';
import { PathBox } from './path-box.tsx';
import styles from './export.module.css';

export interface LossListProps {
  readonly losses: readonly ExportLoss[];
}

/** What a result does not hold, or not unchanged, with the paths that it is about behind each line. */
export function LossList({ losses }: LossListProps) {
  const texts = useText();
  if (losses.length === 0) return null;
  return (
    <ul className={styles.losses}>
      {losses.map((loss) => (
        <li key={loss.kind}>
          <TriangleAlert />
          {loss.paths.length === 0 ? (
            <span>{lossText(loss, texts)}</span>
          ) : (
            <details>
              <summary>{lossText(loss, texts)}</summary>
              <PathBox
                label={lossText(loss, texts)}
                lines={loss.paths.map(pathLine)}
                count={loss.count}
              />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A path, and what it became. */
function pathLine({ path, became }: ExportLoss['paths'][number]): string {
  return became === null ? path : `${path} → ${became}`;
}
