import { useMemo } from 'react';
import { sides } from '../../../shared/model/comparison.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { shellLines } from '../history/shell-lines.ts';
import { MarkedText } from './marked-text.tsx';
import { SideMark } from './side-mark.tsx';
import { tellingDifference } from './word-difference.ts';
import styles from './command-pair.module.css';

export interface CommandPairProps {
  readonly a: string | null;
  readonly b: string | null;
  /** The layers that the commands made; null where there is none. */
  readonly layers?: { readonly a: number | null; readonly b: number | null };
  /** What to say of a side that has no layer. */
  readonly nothing?: string;
}

/** Two commands side by side, in lines for reading, with the words that differ set off where they are few. */
export function CommandPair({ a, b, layers, nothing }: CommandPairProps) {
  const { t } = useText();
  const commands = { a, b };
  const pieces = useMemo(() => {
    if (a === null || b === null) return null;
    return tellingDifference(commandText(a), commandText(b));
  }, [a, b]);
  return (
    <div className={styles.pair}>
      {sides.map((side) => {
        const layer = layers?.[side] ?? null;
        const command = commands[side];
        if (layers !== undefined && layer === null && command === null) {
          return (
            <p key={side} className={styles.nothing}>
              <SideMark side={side} />
              {nothing ?? t('compare.command.end')}
            </p>
          );
        }
        return (
          <div key={side} className={styles.side}>
            <SideMark side={side} />
            {layer !== null && (
              <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
            )}
            <pre
              className={styles.code}
              data-selectable=""
              data-unknown={command === null || undefined}
            >
              {command === null ? (
                t('layer.noCommand')
              ) : (
                <code>
                  {pieces === null ? (
                    visibleText(commandText(command))
                  ) : (
                    <MarkedText side={side} pieces={pieces[side]} />
                  )}
                </code>
              )}
            </pre>
          </div>
        );
      })}
    </div>
  );
}

/** A command broken into lines where a shell would take them apart. */
export function commandText(command: string): string {
  return shellLines(command).join('\n');
}
