/** Every tag of a page below its styles, with its attributes, values left out. */
export function tags(markup: string): readonly string[] {
  const [, body = ''] = markup.split('</style>');
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) =>
    tag.replaceAll(/"[^"]*"/g, '""').replaceAll(/\s+/g, ' '),
  );
}

/** Markup with its characters as a reader sees them. */
export function decoded(markup: string): string {
  return markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
