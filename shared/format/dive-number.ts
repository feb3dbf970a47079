/** A number of dive's for JSON, which has only finite ones: what is none in the words of dive's own language. */
export function diveNumber(value: number): number | 'NaN' | '+Inf' {
  if (Number.isNaN(value)) return 'NaN';
  return value === Number.POSITIVE_INFINITY ? '+Inf' : value;
}
