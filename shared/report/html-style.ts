/** The look of the HTML report. Nothing is loaded: faces are those of the system, colours follow its light or dark. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --page: oklch(0.977 0.003 262);
  --card: oklch(1 0 0);
  --sunken: oklch(0.955 0.004 262);
  --line: oklch(0.9 0.006 262);
  --text: oklch(0.235 0.014 265);
  --muted: oklch(0.45 0.014 265);
  --accent: oklch(0.53 0.18 266);
  --accent-soft: oklch(0.955 0.022 266);
  --a: oklch(0.62 0.13 300);
  --b: oklch(0.58 0.13 240);
  --shared: oklch(0.82 0.012 262);
  --added: oklch(0.45 0.1 172);
  --added-soft: oklch(0.94 0.04 172);
  --removed: oklch(0.5 0.18 12);
  --removed-soft: oklch(0.95 0.028 12);
  --modified: oklch(0.47 0.105 70);
  --modified-soft: oklch(0.95 0.048 80);
  --moved: oklch(0.46 0.11 245);
  --moved-soft: oklch(0.945 0.026 245);
  --ui: system-ui, -apple-system, 'Segoe UI', 'Inter', 'Noto Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: oklch(0.185 0.009 265);
    --card: oklch(0.222 0.01 265);
    --sunken: oklch(0.255 0.011 265);
    --line: oklch(0.3 0.012 265);
    --text: oklch(0.925 0.006 265);
    --muted: oklch(0.735 0.012 265);
    --accent: oklch(0.74 0.13 266);
    --accent-soft: oklch(0.285 0.05 266);
    --a: oklch(0.7 0.12 300);
    --b: oklch(0.7 0.11 240);
    --shared: oklch(0.44 0.014 262);
    --added: oklch(0.79 0.12 172);
    --added-soft: oklch(0.3 0.05 172);
    --removed: oklch(0.76 0.135 12);
    --removed-soft: oklch(0.31 0.068 12);
    --modified: oklch(0.83 0.125 80);
    --modified-soft: oklch(0.315 0.05 75);
    --moved: oklch(0.78 0.1 245);
    --moved-soft: oklch(0.3 0.05 245);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 400 15px/1.55 var(--ui);
  font-variant-ligatures: none;
  font-variant-numeric: tabular-nums;
  -webkit-font-smoothing: antialiased;
}
main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 56px; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 30px; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h1 code { font: inherit; }
h1 .arrow { color: var(--muted); font-weight: 400; padding: 0 0.25em; }
h2 { font-size: 20px; font-weight: 640; letter-spacing: -0.01em; margin: 56px 0 16px; scroll-margin-top: 24px; }
h3 { font-size: 15px; font-weight: 620; margin: 32px 0 10px; }
.eyebrow { color: var(--accent); font-size: 12.5px; font-weight: 620; letter-spacing: 0.07em; text-transform: uppercase; margin-bottom: 10px; }
.lead { margin: 24px 0 0; padding: 16px 20px; border-radius: 12px; background: var(--accent-soft); border-inline-start: 4px solid var(--accent); font-size: 16.5px; overflow-wrap: anywhere; }
nav { margin-top: 20px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0; padding: 0; list-style: none; font-size: 14px; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
code { font: 0.9em/1.5 var(--mono); font-variant-ligatures: none; unicode-bidi: isolate; overflow-wrap: anywhere; }
.lead code, li code { background: color-mix(in oklch, var(--text) 7%, transparent); border-radius: 4px; padding: 1px 5px; }
.muted { color: var(--muted); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin-top: 32px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 22px; }
.side { border-top: 4px solid var(--a); }
.side.b { border-top-color: var(--b); }
.side .name { display: flex; gap: 10px; align-items: baseline; font-weight: 600; overflow-wrap: anywhere; }
.letter { flex: none; color: var(--card); background: var(--a); border-radius: 6px; padding: 0 8px; font-size: 13px; font-weight: 700; }
.b .letter { background: var(--b); }
.side .total { font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; margin: 14px 0 12px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; margin: 0; font-size: 13.5px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
.bars { display: grid; grid-template-columns: max-content 1fr; gap: 8px 14px; align-items: center; }
.bar { display: flex; height: 18px; border-radius: 6px; overflow: hidden; background: var(--sunken); }
.bar i { display: block; height: 100%; border-inline-end: 2px solid var(--card); }
.bar i:last-child { border: 0; }
.bar .shared, .key .shared { background: var(--shared); }
.bar .a, .key .a { background: var(--a); }
.bar .b, .key .b { background: var(--b); }
.key { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 14px 0 0; padding: 0; list-style: none; font-size: 13.5px; color: var(--muted); }
.key i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-inline-end: 7px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin-top: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
caption, .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 7px 14px; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--muted); font-size: 12.5px; font-weight: 560; background: var(--sunken); white-space: nowrap; }
tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 500; }
.number { text-align: end; white-space: nowrap; }
.chip { display: inline-block; border-radius: 99px; padding: 0 9px; font-size: 12.5px; font-weight: 560; white-space: nowrap; color: var(--muted); background: var(--sunken); }
.added, .inserted { --ink: var(--added); --paper: var(--added-soft); }
.removed { --ink: var(--removed); --paper: var(--removed-soft); }
.modified, .changed { --ink: var(--modified); --paper: var(--modified-soft); }
.moved { --ink: var(--moved); --paper: var(--moved-soft); }
.added .chip, .inserted .chip, .removed .chip, .modified .chip, .changed .chip, .moved .chip, .chip.added, .chip.removed, .chip.modified, .chip.moved { color: var(--ink); background: var(--paper); }
.grown { color: var(--removed); }
.shrunk { color: var(--added); }
tr.identical > * { color: var(--muted); }
tr.banner > td { padding: 8px 14px; background: var(--accent-soft); border-top: 2px solid var(--accent); font-weight: 560; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
.chips .chip { font-size: 14px; padding: 3px 13px; }
.growth { display: grid; grid-template-columns: 1fr 1fr; min-width: 180px; height: 14px; margin-top: 4px; }
.growth span { display: flex; }
.growth span:first-child { justify-content: flex-end; border-inline-end: 1px solid var(--line); }
.growth i { display: block; height: 100%; border-radius: 3px; }
.growth .minus { background: var(--added); opacity: 0.75; }
.growth .plus { background: var(--removed); opacity: 0.75; }
details { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin-top: 12px; }
summary { cursor: pointer; padding: 11px 18px; font-weight: 560; border-radius: 12px; }
summary:hover { background: var(--sunken); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details > .scroll { margin: 0; border-width: 1px 0 0; border-radius: 0 0 12px 12px; }
details > p { padding: 10px 18px 14px; }
ul.values { margin: 0; padding: 0; list-style: none; }
del, ins { text-decoration: none; border-radius: 4px; padding: 1px 4px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
del { color: var(--removed); background: var(--removed-soft); }
ins { color: var(--added); background: var(--added-soft); }
.card .total { font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; margin-bottom: 14px; }
.meter { margin-bottom: 4px; }
p + dl { margin-top: 10px; }
.meter + .key { margin-bottom: 16px; }
.bar .shown, .key .shown { background: var(--b); }
.bar .overwritten, .key .overwritten { background: oklch(0.62 0.16 30); }
.bar .metadata, .key .metadata { background: oklch(0.72 0.14 60); }
.bar .deleted-file, .key .deleted-file { background: oklch(0.58 0.17 355); }
.bar .deleted-folder, .key .deleted-folder { background: oklch(0.68 0.13 330); }
.bar .opaque, .key .opaque { background: oklch(0.6 0.13 300); }
.bar .replaced, .key .replaced { background: oklch(0.7 0.1 280); }
.bar .duplicate, .key .duplicate { background: oklch(0.68 0.1 110); }
.bar .not-shown, .key .not-shown { background: var(--muted); }
ol.pieces { display: grid; gap: 14px; margin: 0; padding: 0; list-style: none; }
.pieces .card { border-inline-start: 4px solid var(--ink, var(--line)); display: grid; gap: 8px; }
.pieces .card > * { min-width: 0; }
.piece { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; font-size: 16px; }
.saves { margin-inline-start: auto; font-weight: 620; color: var(--added); white-space: nowrap; }
.high, .urgent { --ink: var(--removed); --paper: var(--removed-soft); }
.medium, .important { --ink: var(--modified); --paper: var(--modified-soft); }
.worthwhile { --ink: var(--accent); --paper: var(--accent-soft); }
.low, .minor { --ink: var(--muted); --paper: var(--sunken); }
:is(.high, .medium, .low, .urgent, .important, .worthwhile, .minor) .chip { color: var(--ink); background: var(--paper); }
.lines { background: var(--sunken); border-radius: 8px; padding: 10px 14px; }
.pieces .lines code { display: block; white-space: pre-wrap; background: none; padding: 0; }
.note { margin-top: 12px; font-size: 14px; color: var(--muted); overflow-wrap: anywhere; }
footer { padding-top: 56px; padding-bottom: 56px; color: var(--muted); font-size: 13px; }
@media (max-width: 720px) {
  main, header, footer { padding-left: 18px; padding-right: 18px; }
  header { padding-top: 28px; }
  .sides { grid-template-columns: 1fr; }
  h1 { font-size: 23px; }
  tbody th { min-width: 230px; }
  th, td { padding: 7px 10px; }
}
@media print {
  :root { --page: white; --card: white; }
  body { font-size: 11px; }
  table, dl, .key, .chip, .chips .chip, .note { font-size: 10px; }
  th, td { padding: 3px 8px; }
  main, header, footer { max-width: none; padding: 0; }
  nav { display: none; }
  h2 { margin-top: 28px; break-after: avoid; }
  .card, details, .scroll { break-inside: auto; overflow: visible; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
