import { engine, host, startConnections } from '../engine/client.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import type { EventsOf } from '../../shared/contract/method.ts';
import type { Settings } from '../../shared/contract/host.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { failureText } from '../i18n/words.ts';
import { useJobsStore } from './jobs.ts';
import { useLibraryStore } from './library.ts';
import { outdateLastCheck } from './library-check.ts';
import { archivesOf, findSource, useSourcesStore } from './sources.ts';
import { notify } from './notices.ts';
import { overviewChanged } from './overview.ts';
import { useSelectionStore } from './selection.ts';
import { useSettingsStore } from './settings.ts';

/** Sources that the user has just opened and wants to see as soon as they can be shown. */
const wanted = new Set<Grant>();

/** Connects, and keeps the stores true to what engine and main process tell, for as long as the page lives. */
export function follow(): void {
  const { putJob } = useJobsStore.getState();
  engine.on('source', takeSource);
  engine.on('proof', takeProof);
  engine.on('source-closed', ({ grant }) => dropSource(grant));
  engine.on('job', putJob);
  engine.on('job-ended', ({ id }) => endJob(id));
  engine.on('library', (library) => {
    useLibraryStore.getState().setLibrary(library);
    outdateLastCheck();
    overviewChanged();
  });
  host.on('settings', applySettings);
  host.on('opened', ({ grants }) => wantSources(grants));
  host.on('engine-restarted', ({ reopening }) => {
    const { t } = useSettingsStore.getState().texts;
    notify({
      tone: 'error',
      title: t('notice.engineRestarted'),
      text: t(reopening ? 'notice.engineRestarted.text' : 'notice.engineRestarted.often'),
    });
  });
  document.documentElement.lang = useSettingsStore.getState().texts.language;
  startConnections(() => void readAll());
}

/** Shows the first image of each of `grants` when it is there; the last one wins. */
export function wantSources(grants: readonly Grant[]): void {
  for (const grant of grants) {
    wanted.add(grant);
    const source = findSource(useSourcesStore.getState().sources, grant);
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
    const [info, settings] = await Promise.all([
      host.call('host.info', {}),
      host.call('settings.read', {}),
    ]);
    applySettings(settings);
    useSettingsStore.getState().setHost(info);
    // Each list is taken over as it comes: an event that follows it is news, and must not be lost to it.
    const sources = await engine.call('source.list', {});
    useSourcesStore.getState().setSources(sources);
    useJobsStore.getState().setJobs(await engine.call('job.list', {}));
    overviewChanged();
    void readLibrary();
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
  useSourcesStore.getState().putSource(source);
  overviewChanged();
  if (source.role === 'library') forgetRemoved(source);
  showWhenReady(source);
}

/** A proof that is done has read layers whole, of which lineage and usage tell more then. */
function takeProof({ grant, proof }: EventsOf<EngineContract>['proof']): void {
  useSourcesStore.getState().putProof(grant, proof);
  if (proof.status === 'done') overviewChanged();
}

/** An image that has left the library is shown no longer. */
function forgetRemoved({ grant, contents }: SourceState): void {
  const { item, deselect } = useSelectionStore.getState();
  if (item?.grant !== grant || contents === null) return;
  const keys = [...contents.images, ...contents.artifacts].map(({ key }) => key);
  if (item.key !== null && !keys.includes(item.key)) deselect();
}

async function readLibrary(): Promise<void> {
  const { setLibrary, setFailure } = useLibraryStore.getState();
  try {
    setLibrary(await engine.call('library.read', {}));
  } catch (thrown) {
    setFailure(failureOf(thrown));
  }
}

/** What a job has read, or has put into the library, tells lineage and usage more. */
function endJob(id: number): void {
  const { jobs, removeJob } = useJobsStore.getState();
  if (jobs.some((job) => job.id === id && job.kind === 'read')) overviewChanged();
  removeJob(id);
}

function dropSource(grant: Grant): void {
  wanted.delete(grant);
  const { sources: all, removeSource } = useSourcesStore.getState();
  const sources = archivesOf(all);
  const position = sources.findIndex((source) => source.grant === grant);
  removeSource(grant);
  overviewChanged();
  const { item, page, deselect, showPage } = useSelectionStore.getState();
  if (item?.grant !== grant) return;
  deselect();
  const neighbours = [...sources.slice(position + 1), ...sources.slice(0, position).toReversed()];
  const next = neighbours.find(({ contents }) => contents !== null && contents.images.length > 0);
  if (next !== undefined) showWhenReady(next);
  showPage(page);
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
  // The library is always there: nobody has asked to see it unless they looked at this image of it last.
  if (source.role === 'library' && !(comesBack && keys.includes(known))) return;
  // Chosen while there was nothing in it yet, as when it is opened once more.
  const waitedFor = item?.grant === source.grant && item.key === null && key !== null;
  if (chosen || waitedFor || item === null || (comesBack && isFallback(item.grant))) {
    select({ grant: source.grant, key }, source.name);
    if (!chosen && !waitedFor && !comesBack) useSelectionStore.setState({ remembered });
  }
}

/** True for a source that is shown only because the one remembered from the last run was not there yet. */
function isFallback(grant: Grant): boolean {
  const shown = findSource(useSourcesStore.getState().sources, grant);
  return shown !== null && shown.name !== useSelectionStore.getState().remembered?.name;
}

function forgetLostSelection(sources: readonly SourceState[]): void {
  const { item, deselect } = useSelectionStore.getState();
  if (item !== null && findSource(sources, item.grant) === null) deselect();
}
