import { useId, useState } from 'react';
import type { ExportRequest, Packing } from '../../../shared/model/export.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { useText } from '../../i18n/use-text.ts';
import { useExportStore } from '../../store/export.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { AppendedLayers } from './appended-layers.tsx';
import { editSteps, emptyDraft } from './edit-draft.ts';
import { EditStack } from './edit-stack.tsx';
import { ExportFrame, useExportPlan } from './export-frame.tsx';
import { ImageAbout } from './image-about.tsx';
import { instructionLines, refusedLine } from './instruction-lines.ts';
import { InstructionsField } from './instructions-field.tsx';
import { PackingChoice } from './packing-choice.tsx';
import { useSettled } from './use-settled.ts';
import form from './export.module.css';
import styles from './edit.module.css';

/** Milliseconds without a key after which the plan follows what is typed. */
const typingPause = 350;

/** Makes a new image out of one, and says what that saves before it is done. */
export function EditDialog({ placed }: { readonly placed: PlacedImage }) {
  const { t } = useText();
  const { source, image } = placed;
  const [draft, setDraft] = useState(() => emptyDraft(image.layers.length));
  const [name, setName] = useState('');
  const [form, setForm] = useState<SaveFormat | 'library'>('library');
  const [packing, setPacking] = useState<Packing>({ compression: 'gzip', level: null });
  const request = requestOf();
  const settled = useSettled(request, typingPause);
  const plan = useExportPlan(settled);
  const failed = useExportStore((state) => state.failure);
  const failure = plan.status === 'failed' ? plan.failure : failed;
  const lines = instructionLines(draft.instructions);
  const wrongLine =
    failure?.code === 'change-invalid' ? refusedLine(lines, failure.values['change']) : null;
  const isOurs = form === 'library';

  function requestOf(): ExportRequest | null {
    const steps = editSteps(draft);
    if (steps.length === 0) return null;
    const reference = name.trim() === '' ? null : name.trim();
    const format = form === 'library' ? null : form;
    const choice = { grant: source.grant, image: image.key };
    return { what: 'edit', ...choice, steps, reference, format, packing };
  }

  return (
    <ExportFrame
      title={t('export.edit.title')}
      about={<ImageAbout placed={placed} />}
      request={request}
      missing={t('export.edit.missing')}
      plan={plan}
      size="xl"
      {...(isOurs ? { label: t('export.edit.keep') } : {})}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <EditStack layers={image.layers} draft={draft} onDraft={setDraft} />
          <AppendedLayers
            appended={draft.appended}
            onChange={(change) =>
              setDraft((before) => ({ ...before, appended: change(before.appended) }))
            }
          />
        </div>
        <div className={styles.column}>
          <InstructionsField
            value={draft.instructions}
            onChange={(instructions) => setDraft({ ...draft, instructions })}
            wrongLine={wrongLine}
          />
          <NameField
            value={name}
            onChange={setName}
            wrong={failure?.code === 'reference-invalid'}
          />
          <RadioCards
            legend={t('export.edit.result')}
            cards={[
              { id: 'library' as const, label: t('export.edit.toLibrary') },
              ...saveFormats.map((id) => ({ id, label: t(`saveFormat.${id}`) })),
            ]}
            value={form}
            onChange={setForm}
          />
          <PackingChoice
            legend={t('export.edit.packing')}
            packing={packing}
            canStay={false}
            zstd={form !== 'docker-archive'}
            onChange={(next) => setPacking(next ?? packing)}
          />
        </div>
      </div>
    </ExportFrame>
  );
}

interface NameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** No image can have this name. */
  readonly wrong: boolean;
}

function NameField({ value, onChange, wrong }: NameFieldProps) {
  const { t } = useText();
  const id = useId();
  return (
    <div className={form.field}>
      <label htmlFor={id}>{t('export.edit.name')}</label>
      <input
        id={id}
        className={form.input}
        value={value}
        placeholder="tide:slim"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
