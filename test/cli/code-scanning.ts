/**
 * What GitHub's code scanning asks of a report beyond the schema (GitHub documentation, SARIF support for code scanning):
 * what is missing or too much is listed.
 */
export function codeScanningFaults(report: unknown): readonly string[] {
  return [...faults(report)];
}

const most = { rules: 25_000, results: 25_000, tags: 10, description: 1024 };

function* faults(report: unknown): Generator<string> {
  for (const run of listAt(report, 'runs')) {
    const driver = at(at(run, 'tool'), 'driver');
    if (!isText(at(driver, 'name'))) yield 'the tool has no name';
    const rules = listAt(driver, 'rules');
    if (rules.length > most.rules) yield `${rules.length} rules`;
    for (const rule of rules) yield* ruleFaults(rule);
    const results = listAt(run, 'results');
    if (results.length > most.results) yield `${results.length} results`;
    const seen = new Set<string>();
    for (const [number, result] of results.entries()) {
      for (const fault of resultFaults(result, rules, seen)) yield `result ${number}: ${fault}`;
    }
  }
}

function* ruleFaults(rule: unknown): Generator<string> {
  const id = String(at(rule, 'id'));
  for (const name of ['shortDescription', 'fullDescription', 'help']) {
    const text = at(at(rule, name), 'text');
    if (!isText(text)) yield `${id} has no ${name}`;
    else if (name !== 'help' && text.length > most.description) yield `${id}: long ${name}`;
  }
  const properties = at(rule, 'properties');
  const tags = listAt(properties, 'tags');
  if (tags.length > most.tags) yield `${id} has ${tags.length} tags`;
  const severity = at(properties, 'security-severity');
  if (
    severity !== undefined &&
    !(isText(severity) && Number(severity) > 0 && Number(severity) <= 10)
  )
    yield `${id}: security-severity is a text with a number above 0, up to 10`;
}

function* resultFaults(
  result: unknown,
  rules: readonly unknown[],
  seen: Set<string>,
): Generator<string> {
  const id = at(result, 'ruleId');
  const index = at(result, 'ruleIndex');
  if (typeof index !== 'number' || at(rules[index], 'id') !== id) yield `${String(id)} is no rule`;
  const text = at(at(result, 'message'), 'text');
  if (!isText(text) || text.length > most.description) yield 'no message of bearable length';
  const [place, ...others] = listAt(result, 'locations');
  if (place === undefined || others.length > 0) yield 'one place is shown';
  const physical = at(place, 'physicalLocation');
  const uri = at(at(physical, 'artifactLocation'), 'uri');
  if (!isText(uri) || /^[a-z][a-z\d+.-]*:/i.test(uri) || /^(?:\/|\.{0,2}(?:\/|$)|\.\.)/.test(uri))
    yield `${String(uri)} is no relative path`;
  if (typeof at(at(physical, 'region'), 'startLine') !== 'number') yield 'no line';
  const mark = at(at(result, 'partialFingerprints'), 'primaryLocationLineHash');
  if (!isText(mark)) yield 'no fingerprint';
  const key = JSON.stringify([id, uri, mark]);
  if (seen.has(key)) yield `${key} is there twice, so one of them would not be shown`;
  seen.add(key);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([each]) => each === name)?.[1]
    : undefined;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = at(value, name);
  return Array.isArray(list) ? list : [];
}
