/** What JSON lets stand but a terminal or a reader may take for something else: DEL, C1 controls, direction marks. */
const risky = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A value as JSON with every control and direction character escaped. `indent` as for JSON.stringify. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(risky, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
