import { host } from '../engine/client.ts';
import { useComparisonStore } from '../store/comparison.ts';
import { useDialogsStore } from '../store/dialogs.ts';
import { useLibraryStore } from '../store/library.ts';
import { useSourcesStore } from '../store/sources.ts';
import { useOverviewStore } from '../store/overview.ts';
import { useSearchStore } from '../store/search.ts';
import { useSelectionStore } from '../store/selection.ts';
import { usePairViewStore, useViewStore } from '../store/view.ts';
import { actions } from './registry.ts';
import { applies, runAction } from './run.ts';
import { currentSituation } from './situation.ts';

/** Does what the user chooses in the menu of the system, and keeps it told which actions apply. */
export function followMenu(): void {
  let told = '';
  let planned = false;

  function tell(): void {
    planned = false;
    const situation = currentSituation();
    const enabled = actions
      .filter((action) => action.heardBy === 'menu' && applies(action, situation))
      .map(({ id }) => id);
    const text = enabled.join();
    if (text === told) return;
    told = text;
    host.call('menu.update', { enabled }).catch(() => {
      told = '';
    });
  }

  function plan(): void {
    if (planned) return;
    planned = true;
    queueMicrotask(tell);
  }

  host.on('menu', ({ action }) => {
    // A dialog over the window takes the keys; what lies below must not change unseen.
    if (useDialogsStore.getState().open === null) runAction(action);
  });
  useSourcesStore.subscribe(plan);
  useSelectionStore.subscribe(plan);
  useViewStore.subscribe(plan);
  usePairViewStore.subscribe(plan);
  useLibraryStore.subscribe(plan);
  useOverviewStore.subscribe(plan);
  useComparisonStore.subscribe(plan);
  useSearchStore.subscribe(plan);
  plan();
}
