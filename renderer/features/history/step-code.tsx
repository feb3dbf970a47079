import { visibleLine } from '../../../shared/format/visible.ts';
import type { DockerfileStep } from './dockerfile.ts';
import { tokens } from './tokens.ts';
import styles from './history.module.css';

/** A step in lines and colours. */
export function StepCode({ step }: { readonly step: DockerfileStep }) {
  const last = step.lines.length - 1;
  return (
    <pre className={styles.code} data-form={step.form} data-selectable="">
      {step.lines.map((line, position) => (
        <code key={position} className={styles.line}>
          {position === 0 && step.instruction !== '' && (
            <span className={styles.instruction}>{step.instruction} </span>
          )}
          <CodeLine text={line} />
          {position < last && step.form === 'lines' && <span className={styles.joint}> \</span>}
        </code>
      ))}
    </pre>
  );
}

function CodeLine({ text }: { readonly text: string }) {
  let offset = 0;
  return tokens(text).map((token) => {
    const start = offset;
    offset += token.text.length;
    return (
      <span key={start} data-token={token.kind}>
        {visibleLine(token.text.replaceAll('\t', '  '))}
      </span>
    );
  });
}
