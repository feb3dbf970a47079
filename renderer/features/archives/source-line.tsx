import { ChevronRight, CircleAlert, RotateCw, X } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { runOnSource } from '../../actions/run.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { hasErrors, problemCount } from './archive-items.ts';
import type { ArchiveItem } from './archive-items.ts';
import type { ArchiveLineProps } from './archive-line.ts';
import styles from './archives.module.css';

type SourceItem = Extract<ArchiveItem, { kind: 'source' }>;

export function SourceLine({
  item,
  selected,
  tabStop,
  onChoose,
  onFocus,
}: ArchiveLineProps<SourceItem>) {
  const { t } = useText();
  const { source } = item;
  const problems = problemCount(source);
  const retry: MenuItem = {
    kind: 'action',
    id: 'retry',
    label: t('action.source.retry'),
    onSelect: () => runOnSource('source.retry', source.grant),
  };
  return (
    <ContextMenu
      items={[
        {
          kind: 'action',
          id: 'reveal',
          label: t('action.source.reveal'),
          onSelect: () => runOnSource('source.reveal', source.grant),
        },
        {
          kind: 'action',
          id: 'prove',
          label: t('action.source.prove'),
          disabled: source.status !== 'open',
          onSelect: () => runOnSource('source.prove', source.grant),
        },
        {
          kind: 'action',
          id: 'keep',
          label: t('action.library.keepAll'),
          disabled: source.status !== 'open' || source.contents?.images.length === 0,
          onSelect: () => runOnSource('library.keepAll', source.grant),
        },
        {
          kind: 'action',
          id: 'save',
          label: t('action.export.images'),
          disabled: source.status !== 'open' || source.contents?.images.length === 0,
          onSelect: () => runOnSource('export.images', source.grant),
        },
        ...(source.status === 'failed' ? [retry] : []),
        { kind: 'separator', id: 'line' },
        {
          kind: 'action',
          id: 'close',
          label: t('action.source.close'),
          onSelect: () => runOnSource('source.close', source.grant),
        },
      ]}
    >
      <div
        className={styles.source}
        role="treeitem"
        aria-level={1}
        aria-expanded={source.contents === null ? undefined : item.open}
        aria-selected={selected}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => onChoose(item)}
        onFocus={() => onFocus(item)}
      >
        {source.status === 'opening' && <Spinner label={t('source.opening')} />}
        {source.status === 'failed' && <CircleAlert className={styles.failed} />}
        {source.status === 'open' && <ChevronRight className={styles.chevron} />}
        <span className={styles.sourceName} title={visibleLine(source.name)}>
          {visibleLine(source.name)}
        </span>
        {problems > 0 && (
          <Badge tone={hasErrors(source) ? 'error' : 'warning'}>
            <span role="img" aria-label={t('problems.count', { count: problems })}>
              {problems}
            </span>
          </Badge>
        )}
        <span className={styles.close}>
          {source.status === 'failed' && (
            <IconButton
              size="s"
              label={t('action.source.retry')}
              icon={<RotateCw />}
              tabIndex={-1}
              onClick={(event) => {
                event.stopPropagation();
                runOnSource('source.retry', source.grant);
              }}
            />
          )}
          <IconButton
            size="s"
            label={t('action.source.close')}
            icon={<X />}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              runOnSource('source.close', source.grant);
            }}
          />
        </span>
        {source.failure !== null && (
          <p className={styles.failure}>{failureText(source.failure, t)}</p>
        )}
        {source.status === 'opening' && <p className={styles.note}>{t('source.opening')}</p>}
        {item.open && source.contents !== null && isEmpty(source.contents) && (
          <p className={styles.note}>{t('source.noImages')}</p>
        )}
      </div>
    </ContextMenu>
  );
}

function isEmpty(contents: {
  readonly images: readonly unknown[];
  readonly artifacts: readonly unknown[];
}): boolean {
  return contents.images.length === 0 && contents.artifacts.length === 0;
}
