import { engine, host, startConnections } from '../engine/client.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Settings } from '../../shared/contract/host.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { failureText } from '../i18n/words.ts';
import { useJobsStore } from './jobs.ts';
import { findSource, useLibraryStore } from './library.ts';
import { notify } from './notices.ts';
import { useSelectionStore } from './selection.ts';
import { useSettingsStore } from './settings.ts';

/** Sources that the user has just opened and wants to see as soon as they can be shown. */
const wanted = new Set<Grant>();

/** Connects, and keeps the stores true to what engine and main process tell, for as long as the page lives. */
export function follow(): void {
  const { putJob, removeJob } = useJobsStore.getState();
  engine.on('source', takeSource);
  engine.on('source-closed', ({ grant }) => dropSource(grant));
  engine.on('job', putJob);
  engine.on('job-ended', ({ id }) => removeJob(id));
  host.on('settings', applySettings);
  host.on('opened', ({ grants }) => wantSources(grants));
  host.on('engine-restarted', () => {
    const { t } = useSettingsStore.getState().texts;
    notify({
      tone: 'error',
      title: t('notice.engineRestarted'),
      text: t('notice.engineRestarted.text'),
    });
  });
  document.documentElement.lang = useSettingsStore.getState().texts.language;
  startConnections(() => void readAll());
}

/** Shows the first image of each of `grants` when it is there; the last one wins. */
export function wantSources(grants: readonly Grant[]): void {
  for (const grant of grants) {
    wanted.add(grant);
    const source = findSource(useLibraryStore.getState().sources, grant);
    if (source !== null) showWhenReady(source);
  }
}

/** Shows a message about an operation that could not be done; nothing when the user ended it. */
export function reportFailure(title: string, thrown: unknown): void {
  const failure = failureOf(thrown);
  if (failure.code === 'cancelled') return;
  const { t } = useSettingsStore.getState().texts;
  notify({ tone: 'error', title, text: failureText(failure, t) });
}

async function readAll(): Promise<void> {
  try {
    const [info, settings, sources, jobs] = await Promise.all([
      host.call('host.info', {}),
      host.call('settings.read', {}),
      engine.call('source.list', {}),
      engine.call('job.list', {}),
    ]);
    useSettingsStore.getState().setHost(info);
    applySettings(settings);
    useLibraryStore.getState().setSources(sources);
    useJobsStore.getState().setJobs(jobs);
    forgetLostSelection(sources);
    for (const source of sources) showWhenReady(source);
  } catch (thrown) {
    reportFailure(useSettingsStore.getState().texts.t('notice.engineStopped'), thrown);
  }
}

function applySettings(settings: Settings): void {
  useSettingsStore.getState().setSettings(settings);
  const root = document.documentElement;
  root.lang = useSettingsStore.getState().texts.language;
  if (settings.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = settings.theme;
}

function takeSource(source: SourceState): void {
  useLibraryStore.getState().putSource(source);
  showWhenReady(source);
}

function dropSource(grant: Grant): void {
  wanted.delete(grant);
  const { sources, removeSource } = useLibraryStore.getState();
  const position = sources.findIndex((source) => source.grant === grant);
  removeSource(grant);
  const { item, deselect } = useSelectionStore.getState();
  if (item?.grant !== grant) return;
  deselect();
  const neighbours = [...sources.slice(position + 1), ...sources.slice(0, position).toReversed()];
  const next = neighbours.find(({ contents }) => contents !== null && contents.images.length > 0);
  if (next !== undefined) showWhenReady(next);
}

function showWhenReady(source: SourceState): void {
  if (source.status === 'opening') return;
  const { item, remembered, select } = useSelectionStore.getState();
  const chosen = wanted.delete(source.grant);
  if (source.contents === null) return;
  const keys = [...source.contents.images, ...source.contents.artifacts].map(({ key }) => key);
  const known = remembered?.name === source.name && remembered.key !== null ? remembered.key : '';
  const key = keys.includes(known) ? known : (keys[0] ?? null);
  const comesBack = remembered?.name === source.name;
  // Chosen while there was nothing in it yet, as when it is opened once more.
  const waitedFor = item?.grant === source.grant && item.key === null && key !== null;
  if (chosen || waitedFor || item === null || (comesBack && isFallback(item.grant))) {
    select({ grant: source.grant, key }, source.name);
    if (!chosen && !waitedFor && !comesBack) useSelectionStore.setState({ remembered });
  }
}

/** True for a source that is shown only because the one remembered from the last run was not there yet. */
function isFallback(grant: Grant): boolean {
  const shown = findSource(useLibraryStore.getState().sources, grant);
  return shown !== null && shown.name !== useSelectionStore.getState().remembered?.name;
}

function forgetLostSelection(sources: readonly SourceState[]): void {
  const { item, deselect } = useSelectionStore.getState();
  if (item !== null && findSource(sources, item.grant) === null) deselect();
}
