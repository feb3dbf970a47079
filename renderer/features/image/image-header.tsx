import { Download, GitCompareArrows } from 'lucide-react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatRelativeTime, formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { ImageFacts, SourceState } from '../../../shared/model/source-state.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { runAction } from '../../actions/run.ts';
import { imageName, shortImageId } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { tightWindow } from '../../store/layout.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { useNow } from '../../ui/use-now.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { KeepState } from '../library/keep-state.tsx';
import { storedImageBytes } from '../archives/archive-items.ts';
import { HiddenMeter } from '../waste/hidden-meter.tsx';
import { ProofState } from './proof-state.tsx';
import { References } from './references.tsx';
import styles from './image-header.module.css';

/** Everything that can be taken out of the image shown. */
const exportMenu = [
  'export.layers',
  'export.files',
  'export.rootFs',
  'line-1',
  'export.images',
  'export.delta',
  'export.join',
  'line-2',
  'export.edit',
];

export interface ImageHeaderProps {
  readonly source: SourceState;
  readonly image: Image;
  /** Null until the layers have been read. */
  readonly facts: ImageFacts | null;
}

/** Which image this is: name, ID, platform, age, sizes, and whether its digests hold. */
export function ImageHeader({ source, image, facts }: ImageHeaderProps) {
  const { t, locale } = useText();
  const tight = useMedia(tightWindow);
  const compare = (): void => runAction('compare.with');
  const stored = storedImageBytes(image);
  // Of an image whose layers cannot be read nothing is known, not even that it is empty.
  const read = facts !== null && (facts.layers.length > 0 || image.layers.length === 0);
  const unpacked = read ? facts.unionBytes : null;
  const id = image.id ?? image.manifestDigest;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h1
          className={styles.name}
          data-selectable=""
          data-untagged={image.references.length === 0 || undefined}
        >
          {visibleLine(imageName(image, t))}
        </h1>
        <References references={image.references} />
        <ProofState source={source} />
        {tight ? (
          <IconButton
            size="s"
            label={`${t('compare.do')}…`}
            icon={<GitCompareArrows />}
            onClick={compare}
          />
        ) : (
          <Button size="s" variant="ghost" icon={<GitCompareArrows />} onClick={compare}>
            {t('compare.do')}…
          </Button>
        )}
        <Menu items={() => exportMenu.map((id) => actionItem(id, t))} align="end">
          {tight ? (
            <IconButton size="s" label={t('menu.export')} icon={<Download />} />
          ) : (
            <Button size="s" variant="ghost" icon={<Download />}>
              {t('menu.export')}
            </Button>
          )}
        </Menu>
        <KeepState source={source} image={image} />
      </div>
      <ul className={styles.facts}>
        {id !== null && (
          <li className={styles.id}>
            <Tooltip text={id}>
              <code>{shortImageId(image)}</code>
            </Tooltip>
            <CopyButton
              text={id}
              label={t(image.id === null ? 'image.copyManifest' : 'action.image.copyId')}
            />
          </li>
        )}
        <li>{visibleLine(platformText(image.platform))}</li>
        <li>
          <Tooltip text={formatExactBytes(stored, t)}>
            <span>{t('image.stored', { size: formatBytes(stored, locale) })}</span>
          </Tooltip>
        </li>
        {read && <HiddenMeter grant={source.grant} image={image} />}
        <Created created={image.created} />
        {unpacked !== null && (
          <li>
            <Tooltip text={formatExactBytes(unpacked, t)}>
              <span>{t('image.unpacked', { size: formatBytes(unpacked, locale) })}</span>
            </Tooltip>
          </li>
        )}
        {read && <li>{t('files.paths', { count: facts.unionEntries })}</li>}
      </ul>
    </header>
  );
}

function Created({ created }: { readonly created: string | null }) {
  const { t, locale } = useText();
  const now = useNow();
  const moment = created === null ? Number.NaN : Date.parse(created);
  if (created === null || Number.isNaN(moment)) return null;
  // Reproducible builds write the beginning of 1970 or some other moment that says nothing about the age.
  const text = moment <= 0 ? t('image.createdEpoch') : formatRelativeTime(moment, now, locale);
  return (
    <li>
      <Tooltip text={`${t('image.created')}: ${formatTime(moment, locale, 'full')}`}>
        <span>{text}</span>
      </Tooltip>
    </li>
  );
}
