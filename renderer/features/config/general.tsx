import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import type { Image } from '../../../shared/model/image.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { ageText } from '../../i18n/age.ts';
import { useText } from '../../i18n/use-text.ts';
import { DigestText } from '../../ui/digest-text.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import type { ConfigModel } from './config-model.ts';
import styles from './config.module.css';

export interface GeneralProps {
  readonly image: Image;
  /** Null when there is no config that can be read. */
  readonly config: ConfigModel | null;
}

/** What the image is, who made it and when. */
export function General({ image, config }: GeneralProps) {
  const texts = useText();
  const { t } = texts;
  const rows: (KeyValue | null)[] = [
    image.references.length === 0
      ? null
      : {
          key: 'references',
          label: t('config.references'),
          value: image.references.map(visibleLine).join('\n'),
        },
    image.id === null
      ? null
      : {
          key: 'id',
          label: t('config.id'),
          value: <DigestText whole digest={image.id} copyLabel={t('config.copyDigest')} />,
        },
    image.manifestDigest === null
      ? null
      : {
          key: 'manifest',
          label: t('config.manifestDigest'),
          value: (
            <DigestText whole digest={image.manifestDigest} copyLabel={t('config.copyDigest')} />
          ),
        },
    { key: 'platform', label: t('config.platform'), value: platformWords(image, config) },
    image.created === null
      ? null
      : {
          key: 'created',
          label: t('config.created'),
          value: <Created text={image.created} texts={texts} />,
        },
    fact('author', t('config.author'), config?.author),
    fact('docker', t('config.dockerVersion'), config?.dockerVersion),
  ];
  return (
    <Section title={t('config.general')}>
      <KeyValueTable rows={rows.filter((row) => row !== null)} />
    </Section>
  );
}

function fact(key: string, label: string, value: string | null | undefined): KeyValue | null {
  return value === null || value === undefined ? null : { key, label, value: visibleLine(value) };
}

function platformWords(image: Image, config: ConfigModel | null): string {
  const more = [image.platform.osVersion, ...(config?.osFeatures ?? [])].filter(
    (part) => part !== '',
  );
  const platform = platformText(image.platform);
  return visibleLine(more.length === 0 ? platform : `${platform} (${more.join(', ')})`);
}

function Created({ text, texts }: { readonly text: string; readonly texts: Texts }) {
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) return <>{visibleLine(text)}</>;
  // Tools that build reproducibly write the first moment of 1970, or of year 1.
  const stated = moment > 0;
  return (
    <>
      <time dateTime={text} title={text}>
        {formatTime(moment, texts.locale, 'full')}
      </time>
      <span className={styles.remark}>
        {stated ? ageText(moment, texts.locale) : texts.t('config.created.zero')}
      </span>
    </>
  );
}
