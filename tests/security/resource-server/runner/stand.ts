/** A resource server with one verifier, to be attacked once. */
import { protectedResource } from '@gatehouse/auth-core';
import { authOf, protect } from '@gatehouse/auth-core/express';
import express from 'express';
import { subjectOf } from '../subjects/subjects.ts';
import type { Subject } from '../subjects/subject.ts';
import { ask, type Headers, type HttpAnswer, listening } from './answer.ts';
import type { SubjectName } from './names.ts';
import { counted, sayRefusal } from './words.ts';
import { createWorld, ISSUER, RESOURCE, type World } from './world.ts';

export interface Stand {
  readonly subject: Subject;
  readonly world: World;
  /** Presents a token as people do. @returns what came of it, in words */
  present(token: string, path?: string): Promise<string>;
  /** The same with whatever headers. */
  request(headers: Headers, path?: string): Promise<string>;
  /** The same without counting: for many at once. */
  say(headers: Headers, path?: string): Promise<string>;
  /** Who the resource server takes the bearer for. */
  subjectOf(token: string): Promise<string>;
  /** What `work` comes to, and how many requests it caused together. */
  counting(work: () => Promise<string>): Promise<string>;
  /** What the outside must never be told, as far as it was. */
  readonly leaks: readonly string[];
  close(): void;
}

export interface StandOptions {
  /** whether the keys are fetched before the attack. Default: yes */
  readonly warm?: boolean;
}

/** @throws Error where a good token is refused, since then nothing is proved by refusals */
export async function standOf(name: SubjectName, { warm = true }: StandOptions = {}) {
  const world = await createWorld();
  const subject = subjectOf(name, world);
  const resource = protectedResource({
    resource: RESOURCE,
    authorizationServers: [ISSUER],
    scopesSupported: ['mcp:read', 'mcp:write'],
    initialScopes: ['mcp:read'],
    verifier: subject.verifier,
  });
  const app = express();
  app.get('/write', protect(resource, { requiredScopes: ['mcp:write'] }));
  app.use(protect(resource), (req, res) => {
    res.json({ subject: authOf(req).subject });
  });
  const server = await listening(app);
  const leaks: string[] = [];

  async function counting(work: () => Promise<string>): Promise<string> {
    const before = world.outbound.length;
    const words = await work();
    return `${words}, ${counted(world.outbound.length - before)}`;
  }

  async function say(headers: Headers, path = '/'): Promise<string> {
    const answer = await ask(`${server.origin}${path}`, { headers });
    leaks.push(...leaksOf(answer, headers));
    return sayRefusal(answer);
  }
  const request = (headers: Headers, path?: string) => counting(() => say(headers, path));

  const stand: Stand = {
    subject,
    world,
    say,
    request,
    present: (token, path) => request({ authorization: `Bearer ${token}` }, path),
    counting,
    async subjectOf(token) {
      const headers = { authorization: `Bearer ${token}` };
      const { text } = await ask(server.origin, { headers });
      return (JSON.parse(text) as { subject: string }).subject;
    },
    leaks,
    close: () => server.close(),
  };
  if (warm) await requireGood(stand);
  return stand;
}

async function requireGood(stand: Stand): Promise<void> {
  const said = await stand.present(await stand.subject.token());
  if (!said.startsWith('200')) throw new Error(`a good token was answered ${said}`);
}

/** An answer never repeats what was sent, nor says what went wrong inside. */
function leaksOf({ headers, text }: HttpAnswer, sent: Headers): string[] {
  const told = JSON.stringify(headers) + text;
  const secrets = [sent['authorization'] ?? []].flat().flatMap((header) => header.split(/[ .,]+/));
  return [
    ...secrets.filter((part) => part.length >= 12 && told.includes(part)).map(() => 'the token'),
    ...(/node:|node_modules|\bat .+:\d+:\d+/.test(told) ? ['a stack'] : []),
  ];
}
