import { adviceWords } from '../format/advice-words.ts';
import { formatBytes } from '../format/bytes.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import { isIgnoreList } from '../model/advice.ts';
import type { Advice } from '../model/advice.ts';
import type { Review } from '../model/review.ts';
import { code, html, nothing, restLine, sentence } from './html-parts.ts';
import type { Html } from './html-parts.ts';

const mostPieces = 100;
const pathCharacters = 400;
const commandCharacters = 400;
const mostLayers = 8;

/** What to do about the image, one card for each piece. */
export function* adviceSection({ advice, image }: Review, texts: Texts): Generator<Html> {
  const { t } = texts;
  if (advice.length === 0) {
    yield html`<p class="note">${t('report.image.advice.none')}</p> `;
    return;
  }
  yield html`<ol class="pieces">`;
  for (const piece of advice.slice(0, mostPieces)) yield pieceCard(piece, image, texts);
  yield html`</ol> `;
  yield restLine(advice.length - mostPieces, texts);
}

function pieceCard(piece: Advice, image: Review['image'], texts: Texts): Html {
  const { t, locale } = texts;
  const { severity, savedBytes, paths, files, layers, detail } = piece;
  const { title, text } = adviceWords(piece, t);
  const subject = sentence(
    (mark) => adviceWords(piece, t, (name) => mark(pathExcerpt(name, pathCharacters))).subject,
  );
  const saves =
    savedBytes === null
      ? nothing
      : html`<span class="saves"
          >${t('report.image.saves', { size: formatBytes(savedBytes, locale) })}</span
        >`;
  return html`<li class="card ${severity}">
    <p class="piece">
      <span class="chip">${t(`report.image.severity.${severity}`)}</span> <b>${title}</b> ${saves}
    </p>
    ${subject.markup === '' ? nothing : html`<p class="muted">${subject}</p>`}
    <p>${text}</p>
    ${stepLines(layers, image, texts)}${pathLines(paths, files, texts)}${instructionLines(piece.kind, detail.instruction, texts)}
  </li> `;
}

function stepLines(layers: readonly number[], image: Review['image'], { t }: Texts): Html {
  const steps = layers.slice(0, mostLayers).flatMap((layer) => {
    const command = image.layers.find(({ index }) => index === layer)?.command ?? null;
    const name = t('report.image.step', { layer: String(layer) });
    const told =
      command === null ? html`${t('layer.noCommand')}` : code(excerpt(command, commandCharacters));
    return [
      html`<dt>${name}</dt>
        <dd>${told}</dd>`,
    ];
  });
  return steps.length === 0 ? nothing : html`<dl class="steps">${steps}</dl>`;
}

function pathLines(paths: Advice['paths'], files: number, texts: Texts): Html {
  if (paths.length === 0) return nothing;
  const items = paths.map(
    ({ path }) => html`<li>${code(`/${pathExcerpt(path, pathCharacters)}`)}</li>`,
  );
  const rest =
    files > paths.length
      ? html`<li class="muted">${texts.t('findings.files', { count: files })}</li>`
      : nothing;
  return html`<p class="muted">${texts.t('report.image.examples')}</p>
    <ul class="values">
      ${items}${rest}
    </ul>`;
}

function instructionLines(kind: Advice['kind'], instruction: string, { t }: Texts): Html {
  if (instruction === '') return nothing;
  const lines = instruction.split('\n').map((line) => code(line));
  const words = isIgnoreList(kind) ? t('report.image.write.ignore') : t('report.image.write');
  return html`<p class="muted">${words}</p>
    <div class="lines">${lines}</div>`;
}
