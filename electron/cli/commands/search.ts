import { formatMode } from '../../../shared/format/mode.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { SearchHit, SearchPlace } from '../../../shared/model/search.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { writeJsonArray } from '../json-text.ts';
import { imageTitle, imageWord } from '../named-image.ts';
import type { Output } from '../output.ts';
import { searchOrder, searchQuery } from '../search/search-query.ts';
import { withSearch } from '../search/search-session.ts';
import type { CliSearch } from '../search/search-session.ts';
import { countedText, isoTime, sizeText } from '../text.ts';
import { ownerFields } from '../tree-entry.ts';

export const searchCommand: Command = {
  name: 'search',
  summary: 'Find files in every layer of every image, deleted ones too.',
  operands: ['[PATH…]', 'PATTERN'],
  options: [
    'glob',
    'regex',
    'type',
    'min',
    'max',
    'owner',
    'setuid',
    'hash',
    'hidden',
    'visible',
    'order',
    'store',
    'json',
  ],
  optionTexts: { min: 'only files of at least this size: 4096, 20MB, 1.5GiB' },
  notes: [
    'PATTERN is part of a name, or of a path where it has a slash, in any case, and may be empty. Globs and\nregular expressions without a slash are held against names, too. Without PATH the layer store is searched.',
    'Each line is one version of a path as one layer stores it: its bytes, the layer, whether an image\nshows it in the end, path, images. A layer that several images have is searched once.',
  ],
  run: runSearch,
};

async function runSearch(call: CommandCall): Promise<ExitCode> {
  const { operands, options, output, errors } = call;
  const query = searchQuery(operands.at(-1) ?? '', options);
  const wanted = { query, order: searchOrder(options) };
  return withSearch(call, operands.slice(0, -1), wanted, async (search) => {
    if (options.json) await writeJsonArray(output, records(search));
    else await writeListing(output, search);
    const gaps = gapsOf(search);
    for (const gap of gaps) await errors.line(`layerscope: ${gap}`);
    return gaps.length > 0 ? ExitCode.failed : ExitCode.fine;
  });
}

/** Why there may be more than what was found, a line each. */
function gapsOf({ failed, unreadLayers, unhashed, endedEarly }: CliSearch): readonly string[] {
  return [
    ...(failed > 0 ? [`${countedText(failed, 'image')} could not be read`] : []),
    ...(unreadLayers > 0 ? [`${countedText(unreadLayers, 'layer')} could not be read`] : []),
    ...(unhashed > 0
      ? [`${countedText(unhashed, 'file')} could not be read, so the hash of each is unknown`]
      : []),
    ...(endedEarly ? ['the pattern takes too long; there may be more'] : []),
  ];
}

async function* records(search: CliSearch): AsyncGenerator<object> {
  for await (const hit of search.hits()) {
    const { path, type, bytes, mode, owner, modified, images } = hit;
    yield {
      path,
      type,
      size: bytes,
      mode,
      modeText: formatMode(mode, type),
      ...ownerFields(owner),
      mtime: isoTime(modified),
      images,
      places: hit.places.map((place) => placeRecord(place, search)),
    };
  }
}

function placeRecord(place: SearchPlace, search: CliSearch): object {
  const { source, image } = search.placeOf(place);
  const { layer, command, state, hiddenIn } = place;
  return {
    source,
    image: imageWord(image),
    references: image.references,
    layer,
    command,
    state,
    hiddenIn,
  };
}

async function writeListing(output: Output, search: CliSearch): Promise<void> {
  for await (const hit of search.hits()) await output.line(hitLine(hit, search, output));
  if (output.isTerminal) await output.line(output.style('dim', countedText(search.count, 'hit')));
}

const sizeWidth = 8;
const layerWidth = 'layer 999'.length;
const stateWidth = 'overwritten'.length;

function hitLine(hit: SearchHit, search: CliSearch, { style }: Output): string {
  const [place] = hit.places;
  if (place === undefined) return visibleLine(hit.path);
  const path = visibleLine(hit.path);
  const fields = [
    (hit.type === 'file' ? sizeText(hit.bytes) : '-').padStart(sizeWidth),
    style('dim', `layer ${place.layer}`.padEnd(layerWidth)),
    stateCell(place, style),
    hit.type === 'directory' ? style('blue', `${path}/`) : path,
  ];
  return `${fields.join('  ')}  ${style('dim', imagesText(hit, search))}`;
}

function stateCell({ state }: SearchPlace, style: Output['style']): string {
  const text = state.padEnd(stateWidth);
  return state === 'visible' ? text : style(state === 'deleted' ? 'red' : 'yellow', text);
}

/** The first image, and how many there are besides; of a version that it hides, where. */
function imagesText({ places, images }: SearchHit, search: CliSearch): string {
  const [place] = places;
  if (place === undefined) return '';
  const hidden = place.hiddenIn === null ? '' : ` ${place.state} by layer ${place.hiddenIn}`;
  const more = images > 1 ? ` and ${images - 1} more` : '';
  return `${imageTitle(search.placeOf(place).image)}${more}${hidden}`;
}
