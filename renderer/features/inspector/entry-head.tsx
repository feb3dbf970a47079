import { Download } from 'lucide-react';
import { Fragment } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryDetail } from '../../../shared/model/view.ts';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeWords } from '../../i18n/words.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PathLink } from './path-link.tsx';
import type { ShownEntry } from './shown-at.ts';
import styles from './inspector.module.css';

export interface EntryHeadProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly detail: EntryDetail;
  readonly shown: ShownEntry | null;
}

/** The name of the path, where it lies, and what can be done with it. */
export function EntryHead({ grant, image, detail, shown }: EntryHeadProps) {
  const { t } = useText();
  const parts = detail.path.split('/');
  const name = parts.at(-1) ?? '';
  return (
    <header className={styles.head}>
      <div className={styles.titleLine}>
        <ChangeMark change={detail.change} label={t(changeWords[detail.change])} />
        <h2
          className={styles.name}
          data-gone={detail.after === null || undefined}
          data-selectable=""
        >
          {name === '' ? '/' : visibleLine(name)}
        </h2>
        <span className={styles.headActions}>
          <CopyButton text={`/${detail.path}`} label={t('action.entry.copyPath')} />
          {shown?.attributes.type === 'file' && (
            <IconButton
              size="s"
              icon={<Download />}
              label={t('action.entry.save')}
              onClick={() => runAction('entry.save')}
            />
          )}
        </span>
      </div>
      <p className={styles.path}>
        {parts.slice(0, -1).map((part, depth) => (
          <Fragment key={parts.slice(0, depth + 1).join('/')}>
            <span className={styles.separator}>/</span>
            <PathLink grant={grant} image={image} path={parts.slice(0, depth + 1).join('/')}>
              <bdi>{visibleLine(part)}</bdi>
            </PathLink>
            <wbr />
          </Fragment>
        ))}
        <span className={styles.separator}>/</span>
      </p>
    </header>
  );
}
