import { useId, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import form from './export.module.css';
import styles from './edit.module.css';

export interface InstructionsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The line, from 0, that cannot be understood; null for none. */
  readonly wrongLine: number | null;
}

/** A small box for Dockerfile instructions, with line numbers, of which a wrong one is marked. */
export function InstructionsField({ value, onChange, wrongLine }: InstructionsFieldProps) {
  const { t } = useText();
  const id = useId();
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split('\n');
  return (
    <div className={form.field}>
      <label htmlFor={id}>{t('export.edit.instructions')}</label>
      <div className={styles.editor} data-wrong={wrongLine !== null || undefined}>
        <div ref={gutter} className={styles.gutter} aria-hidden="true">
          {lines.map((_, line) => (
            // A line is its place.
            <span key={line} data-wrong={line === wrongLine || undefined}>
              {line + 1}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          className={styles.text}
          value={value}
          placeholder={'ENV LANG=C.UTF-8\nCMD ["/bin/sh"]'}
          spellCheck={false}
          wrap="off"
          aria-invalid={wrongLine !== null}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.value)}
          onScroll={({ currentTarget }) => {
            if (gutter.current !== null) gutter.current.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <p
        id={`${id}-help`}
        className={wrongLine === null ? form.faint : form.failure}
        role={wrongLine === null ? undefined : 'alert'}
      >
        {wrongLine === null
          ? t('export.edit.instructions.text')
          : t('export.edit.wrongLine', {
              line: wrongLine + 1,
              text: (lines[wrongLine] ?? '').trim(),
            })}
      </p>
    </div>
  );
}
