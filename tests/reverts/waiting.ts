import type { Revert } from './revert.ts';

const CLIENT = 'src/server/bounded-client.ts';
const COMMITS = ['src/server/commits.test.ts'];
const POOLER = ['src/server/pooler.test.ts'];

/** What `packages/database` does about a server that does not answer in time. */
export const WAITING: readonly Revert[] = [
  {
    defence: 'the server says whether only the commit is missing',
    file: CLIENT,
    find: '&& writes(flight.text)) this.#wire.flush();',
    replace: '&& writes(flight.text)) this.#servers.count;',
    tests: COMMITS,
  },
  {
    defence: 'a connection whose commit waits is kept',
    file: CLIENT,
    find: 'this.#whenIdle = (isLost) => release(isLost);',
    replace: 'release(true);',
    tests: COMMITS,
  },
  {
    defence: 'a commit whose wait for the standby was cancelled is no success',
    file: CLIENT,
    find: 'if (!error && flight?.unreplicated) callback',
    replace: 'if (!error && flight?.late) callback',
    tests: COMMITS,
  },
  {
    defence: 'a statement that stands alone has its limit in its own transaction',
    file: 'src/server/wire.ts',
    find: "'${statementTimeoutMs}', true)",
    replace: "'${statementTimeoutMs * 100}', true)",
    tests: POOLER,
  },
  {
    defence: 'a transaction has its limit from its beginning',
    file: CLIENT,
    find: 'if (flight.commands === 2) limitFromHere(this.#wire, this.#bounds.statementTimeoutMs);',
    replace: '',
    tests: POOLER,
  },
  {
    defence: 'nobody waits for a connection where all wait for a commit',
    file: 'src/server/pool.ts',
    find: 'const isStuck = bounds.late.count >= size;',
    replace: 'const isStuck = bounds.late.count > size;',
    tests: COMMITS,
  },
  {
    defence: 'one write shows that commits wait, and no more follow it',
    file: 'src/server/server-database.ts',
    find: 'if (this.#settings.bounds.late.count > 0) {',
    replace: 'if (this.#settings.bounds.late.count > 100) {',
    tests: COMMITS,
  },
  {
    defence: 'commits at a server that an address does not lead to any more are given up',
    file: 'src/server/server-database.ts',
    find: 'if (this.#started !== undefined && started !== this.#started) this.#settings.bounds.late.cut();',
    replace: '',
    tests: ['src/server/moved-address.test.ts'],
  },
  {
    defence: 'a pooler that mixes prepared statements up is noticed at the start',
    file: 'src/server/open-server.ts',
    find: 'if (!isPooled) return settings;',
    replace: 'if (isLimited || !isPooled || !isLimited) return settings;',
    tests: POOLER,
  },
  {
    defence: 'a statement that is another’s is sent again without its name',
    file: 'src/server/server-database.ts',
    find: 'if (isPlanOfAnother(error)) this.#nameNoMore();',
    replace: 'if (isPlanOfAnother(error)) throw error;',
    tests: POOLER,
  },
  {
    defence: 'a server that takes no writes is left for the next',
    file: CLIENT,
    find: 'if (fault !== undefined) this.#servers.leave(this.serverUrl, fault);',
    replace: '',
    tests: ['src/server/servers.test.ts'],
  },
];
