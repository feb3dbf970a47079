import { HoverCard } from 'radix-ui';
import type { ReactElement } from 'react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import type { Layer, LayerFacts } from '../../../shared/model/layer.ts';
import { availabilityWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import styles from './command-card.module.css';

export interface CommandCardProps {
  readonly layer: Layer;
  readonly facts: LayerFacts | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactElement;
}

/** Everything about a layer, its whole command first, beside the line that is pointed at for a while. */
export function CommandCard({ layer, facts, open, onOpenChange, children }: CommandCardProps) {
  const { t } = useText();
  return (
    <HoverCard.Root open={open} onOpenChange={onOpenChange} openDelay={650} closeDelay={120}>
      <HoverCard.Trigger asChild>{children}</HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          className={styles.card}
          side="right"
          align="start"
          sideOffset={10}
          collisionPadding={12}
          onPointerDown={(event) => event.stopPropagation()}
        >
          {layer.command !== null && layer.command !== '' && (
            <div className={styles.command}>
              <pre data-selectable="">{visibleText(layer.command)}</pre>
              <CopyButton text={layer.command} label={t('layer.copyCommand')} />
            </div>
          )}
          <LayerTable layer={layer} facts={facts} />
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}

function LayerTable({
  layer,
  facts,
}: {
  readonly layer: Layer;
  readonly facts: LayerFacts | null;
}) {
  const { t, locale, number } = useText();
  const rows: (KeyValue | null)[] = [
    layer.availability === 'available'
      ? null
      : {
          key: 'availability',
          label: t('layer.availability'),
          value: t(availabilityWords[layer.availability]),
        },
    layer.storedBytes === null
      ? null
      : { key: 'stored', label: t('layer.stored'), value: formatExactBytes(layer.storedBytes, t) },
    facts === null
      ? null
      : {
          key: 'unpacked',
          label: t('layer.unpacked'),
          value: formatExactBytes(facts.unpackedBytes, t),
        },
    facts === null
      ? null
      : { key: 'files', label: t('layer.fileBytes'), value: formatBytes(facts.fileBytes, locale) },
    facts === null
      ? null
      : { key: 'entries', label: t('layer.entries'), value: number(facts.entries) },
    facts === null
      ? null
      : {
          key: 'compression',
          label: t('layer.compression'),
          value: facts.compression === 'none' ? t('layer.uncompressed') : facts.compression,
        },
    layer.digest === null
      ? null
      : { key: 'digest', label: t('layer.digest'), value: <code>{layer.digest}</code> },
    layer.diffId === null
      ? null
      : { key: 'diffId', label: t('layer.diffId'), value: <code>{layer.diffId}</code> },
    layer.mediaType === ''
      ? null
      : { key: 'type', label: t('layer.mediaType'), value: <code>{layer.mediaType}</code> },
    layer.urls.length === 0
      ? null
      : { key: 'urls', label: t('layer.urls'), value: layer.urls.join('\n') },
  ];
  return <KeyValueTable rows={rows.filter((row) => row !== null)} />;
}
