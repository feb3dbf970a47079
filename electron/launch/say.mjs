// @ts-check
/** What the launch scripts print: short lines on stderr, so that stdout stays free for results. */

const coloured = process.stderr.isTTY === true && process.env['NO_COLOR'] === undefined;

/** @param {number} code @param {string} text */
function paint(code, text) {
  return coloured ? `\u001B[${code}m${text}\u001B[0m` : text;
}

/** One line about what is happening. @param {string} text */
export function say(text) {
  process.stderr.write(`${paint(36, 'layerscope')} ${text}\n`);
}

/** One line that needs the reader's attention. @param {string} text */
export function warn(text) {
  process.stderr.write(`${paint(33, 'layerscope')} ${text}\n`);
}

/** @param {string} text */
export function red(text) {
  return paint(31, text);
}

/** @param {string} text */
export function green(text) {
  return paint(32, text);
}

/** @param {string} text */
export function dim(text) {
  return paint(2, text);
}

/** A duration for people: `0.4 s`, `1 min 05 s`. @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A failure that is the user's to mend: its message is printed as it is, without a stack. */
export class Refusal extends Error {}

/**
 * Runs a script's main function; what it returns becomes the exit code.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof Refusal) warn(red(error.message));
    else console.error(error);
  }
}
