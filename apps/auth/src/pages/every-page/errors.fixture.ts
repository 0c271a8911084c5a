import { ErrorPage, HeldErrorPage, PROBLEM_CODES } from '../pages.ts';
import { clients, HOSTILE_TEXT, hostileClient, website } from './clients.fixture.ts';
import { askable } from './people.fixture.ts';
import { type Rendering, rendering } from './rendering.fixture.ts';

/** Seconds to wait: each unit, one and many, and what is rounded. */
const WAITS = [0.4, 1, 2, 59, 60, 90, 91, 120, 121, 3600, 5400, 5401, 7200, 86_400, 3_600_000];

const asked = {
  clientId: 'c_Zk81mWq0Lr',
  redirectUri: 'https://notes-export.example/other',
  parameters: ['redirect_uri', 'state'],
};

export function errorPages(): Rendering[] {
  return [
    ...PROBLEM_CODES.flatMap((problem) => [
      rendering(ErrorPage, `error: ${problem}`, { problem }),
      rendering(ErrorPage, `error: ${problem}, by its code`, { problem, code: problem }),
      rendering(ErrorPage, `error: ${problem}, with a reference`, {
        problem,
        code: problem,
        reference: '7Q4K-M2XP',
      }),
      ...Object.entries(askable).map(([who, brand]) =>
        rendering(
          ErrorPage,
          `error: ${problem}, with ${who} to ask`,
          { problem, reference: '7Q4K-M2XP' },
          brand,
        ),
      ),
      rendering(ErrorPage, `error: ${problem}, with all that may be said`, {
        problem,
        code: problem,
        asked,
        wait: { seconds: 240, until: Date.UTC(2026, 10, 28, 14, 52) },
        retry: '/interaction/x',
        reference: '7Q4K-M2XP',
      }),
    ]),
    ...WAITS.map((seconds) =>
      rendering(ErrorPage, `error: ${seconds} s`, {
        problem: 'too_many_requests' as const,
        wait: { seconds, until: Date.UTC(2026, 10, 28, 14, 52) + seconds * 1000 },
      }),
    ),
    rendering(ErrorPage, 'error: hostile', {
      problem: 'invalid_client' as const,
      code: HOSTILE_TEXT,
      asked: { clientId: HOSTILE_TEXT, redirectUri: HOSTILE_TEXT, resource: HOSTILE_TEXT },
      reference: HOSTILE_TEXT,
    }),
  ];
}

const ERRORS = [
  'access_denied',
  'invalid_scope',
  'invalid_target',
  'server_error',
  'temporarily_unavailable',
  'invalid_request',
  'unsupported_response_type',
  'constructor',
];

export function heldErrorPages(): Rendering[] {
  const target = 'https://claude.ai/api/mcp/auth_callback?error=x&state=a%22b';
  return [
    ...ERRORS.flatMap((error) => [
      rendering(HeldErrorPage, `held error: ${error}`, { client: website, error, target }),
      rendering(HeldErrorPage, `held error: ${error}, with a reference`, {
        client: website,
        error,
        target,
        reference: '7Q4K-M2XP',
        asked: { clientId: 'c_Zk81mWq0Lr', resource: 'https://mcp.example/<b>&amp;' },
      }),
    ]),
    ...Object.entries(clients).map(([name, client]) =>
      rendering(HeldErrorPage, `held error: for ${name}`, {
        client,
        error: 'invalid_scope',
        target:
          client.redirect.kind === 'custom-scheme' ? 'cursor://anysphere.cursor-mcp/x' : target,
      }),
    ),
    rendering(HeldErrorPage, 'held error: hostile', {
      client: hostileClient,
      error: HOSTILE_TEXT,
      target: `http://127.0.0.1:33418/callback?error=x&state=${encodeURIComponent(HOSTILE_TEXT)}`,
      reference: HOSTILE_TEXT,
    }),
  ];
}
