/** Finds out, before anything is started, whether the ports are free. */
import { createServer } from 'node:net';

/**
 * Loopback in both families, and everything at once: on macOS a listener on all addresses does
 * not stand in the way of one on 127.0.0.1, and would get half of the requests.
 */
const ADDRESSES = ['127.0.0.1', '::1', '::'];

/**
 * @typedef {{ port: number, what: string, variable: string }} Wanted
 */

/**
 * One sentence for each port that can't be had; empty when all can.
 *
 * @param {Wanted[]} wanted
 * @returns {Promise<string[]>}
 */
export async function portFaults(wanted) {
  const faults = [];
  for (const { port, what, variable } of wanted) {
    const code = await refusal(port);
    if (code === 'EADDRINUSE') {
      faults.push(
        `Port ${port} (${what}) is taken by another program: stop it, or set ${variable} to another port.`,
      );
    } else if (code !== undefined) {
      faults.push(
        `Port ${port} (${what}) cannot be opened (${code}): set ${variable} to a port this user may open.`,
      );
    }
  }
  return faults;
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} the error code that stands in the way
 */
async function refusal(port) {
  for (const address of ADDRESSES) {
    const code = await tryToListen(port, address);
    // A machine without IPv6 has no such address; the others are enough there.
    if (code !== undefined && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return code;
  }
  return undefined;
}

/**
 * @param {number} port
 * @param {string} address
 * @returns {Promise<string | undefined>}
 */
function tryToListen(port, address) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    probe.listen(port, address, () => probe.close(() => resolve(undefined)));
  });
}
