import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: hosts, forms and pages. */
export const PAGES: readonly Revert[] = [
  {
    defence: 'the public URL is the only host that is answered',
    file: 'src/http/request/pin-host.ts',
    find: 'if (isHostOf(publicUrl, host) || isUnderEveryName(req)) {',
    replace: 'if (host !== undefined) {',
    tests: ['src/http/request/pin-host.test.ts'],
  },
  {
    defence: 'a form of another site is refused',
    file: 'src/http/request/same-origin.ts',
    find: "if (!fromHere || (site !== undefined && site !== 'same-origin')) {",
    replace: 'if (fromHere === undefined || site === null) {',
    tests: ['src/http/request/same-origin.test.ts'],
  },
  {
    defence: 'a host with a default port is the same host, and one with a dot at its end is not',
    file: 'src/http/request/own-host.ts',
    find: "const isDefault = port === '' || port === DEFAULT_PORTS[protocol];",
    replace: "const isDefault = port === '';",
    tests: ['src/http/request/misdirected.test.ts'],
  },
  {
    defence: 'nobody in between rewrites a page',
    file: 'src/protocol/cache-control.ts',
    find: "'no-store, no-transform'",
    replace: "'no-store'",
    tests: ['src/pages/headers.test.ts'],
  },
  {
    defence: 'a page shows a reference only where the log has its line',
    file: 'src/http/references/references.ts',
    find: "if (!logger.isLevelEnabled('info') || !lately.isFew(reason, req.ip)) {",
    replace: 'if (!lately.isFew(reason, req.ip)) {',
    tests: ['src/http/references/references.test.ts'],
  },
  {
    defence: 'an address has ten lines a minute for a reason',
    file: 'src/events/told-lately.ts',
    find: 'return counted.times <= this.#perMinute;',
    replace: 'return true;',
    tests: ['src/http/references/references.test.ts'],
  },
  {
    defence: 'an address that is repeated holds no user or password',
    file: 'src/protocol/sayable-address.ts',
    find: "if (username !== '' || password !== '') return undefined;",
    replace: '',
    tests: ['src/protocol/sayable-address.test.ts'],
  },
  {
    defence: 'an address that is repeated holds no query or fragment',
    file: 'src/protocol/sayable-address.ts',
    find: "text.replace(/([?#]).+$/, '$1...')",
    replace: 'text',
    tests: ['src/protocol/sayable-address.test.ts'],
  },
  {
    defence: 'what a page comes again by is what this server put there',
    file: 'src/http/languages/again.ts',
    find: 'if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;',
    replace:
      'if (mac.length !== expected.length || timingSafeEqual(mac, mac) === false) return undefined;',
    tests: ['src/http/languages/again.test.ts'],
  },
  {
    defence: 'a page comes again in the version that made it',
    file: 'src/http/languages/again.ts',
    find: "const parts = ['page-again', release, commit ?? '', text];",
    replace: "const parts = ['page-again', release, String(commit).slice(0, 0), text];",
    tests: ['src/http/languages/again.test.ts'],
  },
  {
    defence: 'a page that comes again does not lead on once more',
    file: 'src/pages/document.tsx',
    find: 'forwardTo={useIsAgain() ? undefined : forwardTo}',
    replace: 'forwardTo={useIsAgain() ? forwardTo : forwardTo}',
    tests: ['src/pages/comes-again.test.ts'],
  },
];
