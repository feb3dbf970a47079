/** A drawing as a file. */
export interface ExportedDrawing {
  readonly name: string;
  readonly mediaType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What decides how a drawing looks; all else of it stays in the page. */
const lineProperties = ['stroke-width', 'stroke-dasharray', 'opacity'] as const;
const textProperties = [
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
] as const;

/** Chromium draws no canvas beyond this many pixels on a side. */
const longestSide = 16_384;

/**
 * A drawing on the page as a document of its own: the colours it has now as plain RGB (few programs know more), its
 * size as in its `viewBox`, a title, and a background, so that it can be read wherever it goes.
 */
export function svgDocument(drawing: SVGSVGElement, title: string): string {
  const copy = cloneDrawing(drawing);
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const words = document.createElementNS(copy.namespaceURI, 'title');
  words.textContent = title;
  const ground = document.createElementNS(copy.namespaceURI, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', plainColor(groundOf(drawing)).color);
  copy.prepend(words, ground);
  return new XMLSerializer().serializeToString(copy);
}

export function exportSvg(drawing: SVGSVGElement, name: string, title: string): ExportedDrawing {
  const bytes = new TextEncoder().encode(svgDocument(drawing, title));
  return { name: `${name}.svg`, mediaType: 'image/svg+xml', bytes };
}

/** The drawing in twice its size, or less where that would be more than a picture can have. */
export async function exportPng(
  drawing: SVGSVGElement,
  name: string,
  title: string,
): Promise<ExportedDrawing> {
  const { width, height } = drawing.viewBox.baseVal;
  const scale = Math.min(2, longestSide / Math.max(width, height));
  const source = new Blob([svgDocument(drawing, title)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(source);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    return { name: `${name}.png`, mediaType: 'image/png', bytes };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function cloneDrawing(drawing: SVGSVGElement): Element {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof Element)) throw new TypeError('a drawing is an element');
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [place, original] of originals.entries()) {
    const target = copies[place];
    if (target === undefined) continue;
    for (const name of target.getAttributeNames()) {
      if (isOfPage(name)) target.removeAttribute(name);
    }
    if (isDrawn(target)) writeStyle(getComputedStyle(original), target);
  }
  for (const hidden of copy.querySelectorAll('[data-export="no"]')) hidden.remove();
  return copy;
}

function isDrawn(target: Element): boolean {
  return target.localName !== 'title' && target.localName !== 'svg';
}

function isOfPage(attribute: string): boolean {
  const names = ['class', 'style', 'tabindex', 'role', 'id'];
  return names.includes(attribute) || attribute.startsWith('aria-');
}

function writeStyle(style: CSSStyleDeclaration, target: Element): void {
  if (target.localName === 'g') {
    target.setAttribute('opacity', style.opacity);
    return;
  }
  writePaint('fill', style, target);
  writePaint('stroke', style, target);
  const others = target.localName === 'text' ? textProperties : lineProperties;
  for (const property of others) target.setAttribute(property, style.getPropertyValue(property));
}

/** The opacity of a colour becomes part of the opacity of the paint: plain colours have none. */
function writePaint(paint: 'fill' | 'stroke', style: CSSStyleDeclaration, target: Element): void {
  const value = style.getPropertyValue(paint);
  if (value === 'none') {
    target.setAttribute(paint, value);
    return;
  }
  const { color, opacity } = plainColor(value);
  const whole = opacity * Number(style.getPropertyValue(`${paint}-opacity`));
  target.setAttribute(paint, color);
  if (whole < 1) target.setAttribute(`${paint}-opacity`, whole.toFixed(3));
}

function groundOf(drawing: Element): string {
  for (let at: Element | null = drawing; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (plainColor(backgroundColor).opacity > 0) return backgroundColor;
  }
  return 'white';
}

const plainColors = new Map<string, { readonly color: string; readonly opacity: number }>();

/** Any CSS colour as `#rrggbb` and an opacity, by painting it. */
function plainColor(value: string): { readonly color: string; readonly opacity: number } {
  const known = plainColors.get(value);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return { color: value, opacity: 1 };
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  const plain = { color: `#${hex}`, opacity: alpha / 255 };
  plainColors.set(value, plain);
  return plain;
}
