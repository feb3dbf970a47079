import { Ellipsis, Maximize2, Minimize2 } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import type { PairDetail } from '../../../shared/model/comparison.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { useText } from '../../i18n/use-text.ts';
import { changeWords, reasonWords } from '../../i18n/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { classes } from '../../ui/classes.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import inspector from '../inspector/inspector.module.css';
import { usePairSelection } from './files-selection.ts';
import styles from './content.module.css';

/** The name of the path, how it differs, and what can be done with it. */
export function ContentHead({ detail }: { readonly detail: PairDetail }) {
  const { t, locale } = useText();
  const contentOnly = usePairSelection((state) => state.contentOnly);
  const setContentOnly = usePairSelection((state) => state.setContentOnly);
  const name = detail.path.slice(detail.path.lastIndexOf('/') + 1);
  const folder = detail.path.slice(0, detail.path.length - name.length);
  const difference = sizeOf(detail, 'b') - sizeOf(detail, 'a');
  return (
    <header className={inspector.head}>
      <div className={inspector.titleLine}>
        <ChangeMark change={detail.change} label={t(changeWords[detail.change])} />
        <h2
          className={inspector.name}
          data-gone={detail.b === null || undefined}
          title={`/${visibleLine(detail.path)}`}
        >
          {name === '' ? '/' : visibleLine(name)}
        </h2>
        <span className={styles.badges}>
          {detail.reasons.map((reason) => (
            <Badge key={reason} tone="modified">
              {t(reasonWords[reason])}
            </Badge>
          ))}
          {difference !== 0 && (
            <span className={styles.amount} data-direction={difference > 0 ? 'grown' : 'shrunk'}>
              {formatBytesDifference(difference, locale)}
            </span>
          )}
        </span>
        <span className={inspector.headActions}>
          <Menu
            align="end"
            items={['compare.showA', 'compare.showB', 'compare.saveA', 'compare.saveB'].map((id) =>
              actionItem(id, t),
            )}
          >
            <IconButton size="s" label={t('compareContent.do')} icon={<Ellipsis />} />
          </Menu>
          <CopyButton text={`/${detail.path}`} label={t('action.entry.copyPath')} />
          <IconButton
            size="s"
            icon={contentOnly ? <Minimize2 /> : <Maximize2 />}
            label={t(contentOnly ? 'compareContent.smaller' : 'compareContent.larger')}
            pressed={contentOnly}
            onClick={() => setContentOnly(!contentOnly)}
          />
        </span>
      </div>
      <p className={classes(inspector.path, styles.headPath)}>/{visibleLine(folder)}</p>
    </header>
  );
}

function sizeOf(detail: PairDetail, side: 'a' | 'b'): number {
  return detail[side]?.attributes.bytes ?? 0;
}
