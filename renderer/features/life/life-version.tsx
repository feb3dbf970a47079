import { ArrowUpRight, Columns2, Download, Undo2 } from 'lucide-react';
import { useId } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { FileLife, LifeStep } from '../../../shared/model/life.ts';
import { focusFiles } from '../../actions/focus-files.ts';
import { showEntry } from '../../actions/show-entry.ts';
import { useText } from '../../i18n/use-text.ts';
import { revealPath } from '../../store/reveal.ts';
import type { RevealTarget } from '../../store/reveal.ts';
import { reportFailure } from '../../store/follow.ts';
import { saveVersion } from '../../store/save-version.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { EntryContent } from '../preview/entry-content.tsx';
import { compareVersions } from './compare-versions.ts';
import { LifeAttributes } from './life-attributes.tsx';
import { isVersion, otherVersions, versionBefore } from './life-steps.ts';
import type { Version } from './life-steps.ts';
import { stepWords } from './life-words.ts';
import styles from './life.module.css';

export type VersionTab = 'attributes' | 'content';

export interface LifeVersionProps {
  readonly target: RevealTarget;
  readonly image: Image;
  readonly life: FileLife;
  readonly chosen: number;
  readonly partner: number | null;
  readonly tab: VersionTab;
  readonly onChoose: (index: number) => void;
  readonly onPartner: (index: number) => void;
  readonly onTab: (tab: VersionTab) => void;
  /** The window is to show something else: the dialog goes. */
  readonly onLeave: () => void;
}

/** One step of the life of a path: what the layer did, the version it left, and what can be done with that. */
export function LifeVersion(props: LifeVersionProps) {
  const { target, image, life, chosen, onLeave } = props;
  const texts = useText();
  const { t } = texts;
  const step = life.steps[chosen];
  if (step === undefined) return <EmptyState title={t('inspector.absent')} />;
  const { grant, key } = target;
  const { node } = life;
  const command = image.layers[step.layer]?.command ?? null;
  return (
    <section className={styles.version} aria-label={t('life.version')}>
      <header className={styles.versionTop}>
        <h3 className={styles.versionTitle}>
          <LayerChip layer={step.layer} label={t('layer.number', { layer: String(step.layer) })} />
          {stepWords(step, texts)}
        </h3>
        <span className={styles.versionActions}>
          <Button
            size="s"
            icon={<ArrowUpRight />}
            onClick={() => {
              onLeave();
              showEntry({ grant, key }, node, step.layer);
              focusFiles();
            }}
          >
            {t('life.show')}
          </Button>
          {step.attributes?.type === 'file' && (
            <Button
              size="s"
              icon={<Download />}
              onClick={() => {
                saveVersion({ grant, image: key, layer: step.layer, node }).catch(
                  (thrown: unknown) => reportFailure(t('life.save'), thrown),
                );
              }}
            >
              {t('life.save')}
            </Button>
          )}
        </span>
        {command !== null && (
          <p className={styles.versionCommand} data-selectable="">
            {visibleLine(command.replaceAll(/\s+/g, ' '))}
          </p>
        )}
        {step.earlier.entries > 0 && <Earlier step={step} />}
      </header>
      {isVersion(step) ? <VersionBody {...props} version={step} /> : <Gone {...props} />}
    </section>
  );
}

/** What the layer stores for the path and nobody sees. */
function Earlier({ step: { earlier } }: { readonly step: LifeStep }) {
  const { t, locale } = useText();
  return (
    <p className={styles.earlier}>
      {t('life.earlier', {
        count: earlier.entries,
        size: formatBytes(earlier.bytes, locale),
      })}
    </p>
  );
}

/** After a removal there is nothing to look at but what was there before. */
function Gone({ life, chosen, onChoose }: LifeVersionProps) {
  const { t } = useText();
  const before = versionBefore(life.steps, chosen);
  const version = before === null ? undefined : life.steps[before];
  return (
    <EmptyState
      icon={<Undo2 />}
      title={t('life.gone')}
      actions={
        before !== null && <Button onClick={() => onChoose(before)}>{t('life.before')}</Button>
      }
    >
      {version !== undefined && t('life.gone.text', { layer: String(version.layer) })}
    </EmptyState>
  );
}

function VersionBody(props: LifeVersionProps & { readonly version: Version }) {
  const { target, life, partner, tab, version, onTab, onLeave } = props;
  const { t } = useText();
  const { grant, key } = target;
  const { node, path, steps } = life;
  const other = partner === null ? undefined : steps[partner];
  const partnerVersion = other !== undefined && isVersion(other) ? other : null;
  return (
    <Tabs
      size="s"
      label={t('life.version')}
      selected={tab}
      onSelect={onTab}
      tabs={[
        {
          id: 'attributes',
          label: t('inspector.tab.details'),
          content: (
            <>
              <ComparedWith {...props} partnerVersion={partnerVersion} />
              <LifeAttributes
                target={target}
                node={node}
                path={path}
                version={version}
                partner={partnerVersion}
              />
            </>
          ),
        },
        {
          id: 'content',
          label: t('inspector.tab.content'),
          content: (
            <EntryContent
              grant={grant}
              image={key}
              layer={version.layer}
              node={node}
              path={path}
              attributes={version.attributes}
              onPath={(leads) => {
                onLeave();
                showEntry(target, null, version.layer);
                void revealPath(target, leads, version.layer);
              }}
            />
          ),
        },
      ]}
    />
  );
}

interface ComparedWithProps extends LifeVersionProps {
  readonly version: Version;
  readonly partnerVersion: Version | null;
}

/** Which other version the attributes stand beside, and the way to both contents side by side. */
function ComparedWith(props: ComparedWithProps) {
  const { target, life, chosen, partner, version, partnerVersion, onPartner, onLeave } = props;
  const texts = useText();
  const { t } = texts;
  const id = useId();
  const others = otherVersions(life.steps, chosen);
  if (others.length === 0) return null;
  const place = (step: LifeStep): number => life.steps.indexOf(step);
  return (
    <div className={styles.compared}>
      <label htmlFor={id}>{t('life.compareWith')}</label>
      <select
        id={id}
        className={styles.select}
        value={partner ?? ''}
        onChange={({ target: { value } }) => onPartner(Number(value))}
      >
        {partner === null && <option value="">{t('life.nothing')}</option>}
        {others.map((step) => (
          <option key={step.layer} value={place(step)}>
            {`${t('layer.number', { layer: String(step.layer) })} · ${stepWords(step, texts)}`}
          </option>
        ))}
      </select>
      {partnerVersion !== null && (hasContent(version) || hasContent(partnerVersion)) && (
        <Button
          size="s"
          icon={<Columns2 />}
          onClick={() => {
            onLeave();
            compareVersions(target, life.path, [partnerVersion.layer, version.layer]);
          }}
        >
          {t('life.sideBySide')}
        </Button>
      )}
    </div>
  );
}

/** Whether there is something to hold against another version beside the attributes. */
function hasContent({ attributes: { type } }: Version): boolean {
  return type === 'file' || type === 'symlink';
}
