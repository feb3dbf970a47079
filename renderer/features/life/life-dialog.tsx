import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { FileLife } from '../../../shared/model/life.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText, imageName } from '../../i18n/words.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { placedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { useLifeStore } from '../../store/life.ts';
import type { LifeSubject } from '../../store/life.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { firstStep, isVersion, versionBefore } from './life-steps.ts';
import { LifeTimeline } from './life-timeline.tsx';
import { LifeVersion } from './life-version.tsx';
import type { VersionTab } from './life-version.tsx';
import styles from './life.module.css';

/** A dialog with every version of one path: what each layer did to it, and what it was after that. */
export function LifeDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'life');
  const show = useDialogsStore((state) => state.show);
  const subject = useLifeStore((state) => state.subject);
  const sources = useSourcesStore((state) => state.sources);
  const placed = subject === null ? null : placedImage(sources, subject);
  const [again, setAgain] = useState(0);
  const call = useEngineCall(
    'life.read',
    !open || subject === null || placed === null
      ? null
      : { grant: subject.grant, image: subject.key, node: subject.node },
    again,
  );
  if (subject === null) return null;
  const life = call.status === 'ready' ? call.value : null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => show(next ? 'life' : null)}
      title={
        life === null
          ? t('life.title')
          : t('life.title.path', { path: `/${visibleLine(life.path)}` })
      }
      {...(placed === null
        ? {}
        : {
            description: t('life.image', {
              image: visibleLine(imageName(placed.image, t)),
              count: placed.image.layers.length,
            }),
          })}
      closeLabel={t('dialog.close')}
      size="xl"
    >
      <div className={styles.body}>
        {life !== null && placed !== null ? (
          <Life
            // Another path, or another image, is looked at anew.
            key={`${subject.grant} ${subject.key} ${subject.node}`}
            subject={subject}
            image={placed.image}
            life={life}
            onLeave={() => show(null)}
          />
        ) : call.status === 'failed' || placed === null ? (
          <EmptyState
            tone="error"
            title={t('life.failed')}
            actions={
              placed !== null && (
                <Button icon={<RotateCw />} onClick={() => setAgain(again + 1)}>
                  {t('inspector.again')}
                </Button>
              )
            }
          >
            {call.status === 'failed' ? failureText(call.failure, t) : t('failure.source-closed')}
          </EmptyState>
        ) : (
          <EmptyState title="" icon={<Spinner size="l" label={t('inspector.loading')} />} />
        )}
      </div>
    </Dialog>
  );
}

interface LifeProps {
  readonly subject: LifeSubject;
  readonly image: Image;
  readonly life: FileLife;
  readonly onLeave: () => void;
}

function Life({ subject, image, life, onLeave }: LifeProps) {
  const { steps } = life;
  const [chosen, setChosen] = useState(() => firstStep(steps, subject.layer));
  const [other, setOther] = useState<number | null>(null);
  const [tab, setTab] = useState<VersionTab>('attributes');
  // The one before, until another is chosen; a version is not compared with itself, and a removal with nothing.
  const step = steps[chosen];
  const partner =
    step === undefined || !isVersion(step)
      ? null
      : other !== null && other !== chosen
        ? other
        : versionBefore(steps, chosen);
  const shared = {
    image,
    chosen,
    partner,
    onChoose: setChosen,
    onPartner: setOther,
  };
  return (
    <div className={styles.columns}>
      <LifeTimeline {...shared} steps={steps} />
      <LifeVersion
        {...shared}
        target={subject}
        life={life}
        tab={tab}
        onTab={setTab}
        onLeave={onLeave}
      />
    </div>
  );
}
