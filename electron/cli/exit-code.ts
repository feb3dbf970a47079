/** What the process ends with. The last three are what shells give to a program that a signal ended: 128 and its number. */
export const ExitCode = {
  fine: 0,
  findings: 1,
  failed: 2,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
