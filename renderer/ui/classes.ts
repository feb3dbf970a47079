/** Joins the class names that apply; leaves out false, null, undefined and empty ones. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ');
}
