export const boxLineHeight = 20;
export const boxPadding = 8;

export function boxHeight(lines: number): number {
  return lines * boxLineHeight + boxPadding * 2;
}
