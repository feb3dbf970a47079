import { CheckDialog } from './check-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PruneDialog } from './prune-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';

/** The dialogs of what can be done to the library; each shows when it is asked for. */
export function LibraryDialogs() {
  return (
    <>
      <TagsDialog />
      <RemoveDialog />
      <ImportDialog />
      <PruneDialog />
      <CheckDialog />
    </>
  );
}
