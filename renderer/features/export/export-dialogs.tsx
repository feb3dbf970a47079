import { useEffect } from 'react';
import { useDialogsStore } from '../../store/dialogs.ts';
import type { ExportSubject } from '../../store/export.ts';
import { useExportStore } from '../../store/export.ts';
import { placedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { BaseExport } from './base-export.tsx';
import { ConflictsDialog } from './conflicts-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { FilesExport } from './files-export.tsx';
import { ImagesExport } from './images-export.tsx';
import { LayersExport } from './layers-export.tsx';
import { LossesDialog } from './losses-dialog.tsx';

/** The dialogs of what can be taken out; what was chosen in one stays until it has been done. */
export function ExportDialogs() {
  const subject = useExportStore((state) => state.subject);
  const turn = useExportStore((state) => state.turn);
  return (
    <>
      {subject !== null && <SubjectDialog key={turn} subject={subject} />}
      <ConflictsDialog />
      <LossesDialog />
    </>
  );
}

/** A source may be closed while something of it waits to be taken out. */
function useClosedWhenGone(gone: boolean): void {
  const open = useDialogsStore((state) => state.open === 'export');
  const show = useDialogsStore((state) => state.show);
  useEffect(() => {
    if (gone && open) show(null);
  }, [gone, open, show]);
}

function SubjectDialog({ subject }: { readonly subject: ExportSubject }) {
  const sources = useSourcesStore((state) => state.sources);
  const placed =
    subject.kind === 'images'
      ? null
      : placedImage(sources, { grant: subject.choice.grant, key: subject.choice.image });
  useClosedWhenGone(subject.kind !== 'images' && placed === null);
  if (subject.kind === 'images') {
    return <ImagesExport grant={subject.grant} initial={subject.chosen} />;
  }
  if (placed === null) return null;
  switch (subject.kind) {
    case 'layers':
      return <LayersExport placed={placed} layers={subject.layers} />;
    case 'files':
      return <FilesExport placed={placed} subject={subject} />;
    case 'delta':
    case 'join':
      return <BaseExport kind={subject.kind} placed={placed} />;
    case 'edit':
      return <EditDialog placed={placed} />;
  }
}
