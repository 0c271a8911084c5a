/**
 * @typedef {object} Manner how a check goes together with others
 * @property {boolean} [beside] it waits for processes half of its time: others run meanwhile
 * @property {boolean} [alone] what it measures suffers from company: it waits until all others ended
 *
 * @typedef {(line: string) => void} Print
 */

/**
 * Runs checks in their order. One that goes beside starts at its turn and keeps nobody waiting. What
 * it prints is held back until nobody else prints, so that their lines do not mix.
 *
 * @template {Manner} Check
 * @template Result
 * @param {readonly Check[]} checks
 * @param {(check: Check, print: Print) => Promise<Result>} perform
 * @param {Print} print
 * @returns {Promise<Result[]>} in the order of the checks
 */
export async function sideBySide(checks, perform, print) {
  /** @type {Promise<Result>[]} */
  const results = [];
  /** @type {{ release: () => void, result: Promise<Result> }[]} */
  const beside = [];
  const settle = async () => {
    for (const { release, result } of beside.splice(0)) {
      release();
      await result;
    }
  };
  for (const check of checks) {
    if (check.alone) await settle();
    const held = check.beside ? holdBack(print) : undefined;
    const result = perform(check, held?.print ?? print);
    results.push(result);
    if (held === undefined) await result;
    else {
      // Awaited when the others have ended; it must not count as unhandled until then.
      result.catch(() => {});
      beside.push({ release: held.release, result });
    }
  }
  await settle();
  return Promise.all(results);
}

/** @param {Print} print */
function holdBack(print) {
  /** @type {string[] | undefined} */
  let lines = [];
  return {
    /** @type {Print} */
    print: (line) => {
      if (lines === undefined) print(line);
      else lines.push(line);
    },
    release: () => {
      for (const line of lines ?? []) print(line);
      lines = undefined;
    },
  };
}
