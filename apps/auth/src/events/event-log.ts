import type { Circumstances, Listener } from './events.ts';
import type { DocumentOutcome, Event, EventType } from './event.ts';
import { ToldLately } from './told-lately.ts';

interface Log {
  info(figures: object, sentence: string): void;
  warn(figures: object, sentence: string): void;
  isLevelEnabled(level: string): boolean;
}

/** How an event is told. */
interface Line {
  readonly level: 'info' | 'warn';
  readonly sentence: string;
  /** what it tells beyond the circumstances */
  readonly figures: object;
  /** where anybody can bring it about: lines of one reason and one address are few */
  readonly reason?: string;
}

/** What has no line is nothing that anybody would look for. */
type Lines = {
  readonly [Type in EventType]: (event: Extract<Event, { type: Type }>) => Line | undefined;
};

const LINES: Lines = {
  signed_in: ({ provider, userId }) => info('somebody signed in', { provider, user_id: userId }),
  sign_in_refused: ({ provider, reason }) =>
    few(reason, 'somebody signed in and is not let in', { provider, reason }),
  upstream_failed: ({
    provider,
    code,
    concerns,
    toldBy,
    reason,
    upstreamError,
    remedy,
    message,
  }) => ({
    ...few(`${provider}\0${code}\0${reason}`, `a sign-in failed upstream: ${message}`, {
      provider,
      kind: code,
      told_by: toldBy,
      reason,
      upstream_error: upstreamError,
      remedy,
    }),
    level: concerns === 'operator' ? 'warn' : 'info',
  }),
  signed_out: ({ userId }) => info('somebody signed out', { user_id: userId }),
  consent_given: ({ userId, clientId, resource, scopes, refused, unavailable }) =>
    info('somebody allowed a client', {
      user_id: userId,
      client_id: clientId,
      resource,
      scopes,
      refused,
      unavailable,
    }),
  consent_denied: ({ userId, clientId }) =>
    few('consent_denied', 'somebody declined what a client asked', {
      user_id: userId,
      client_id: clientId,
    }),
  consent_withdrawn: ({ userId, clientId, resource, scopes }) =>
    info('somebody took back what they had allowed', {
      user_id: userId,
      client_id: clientId,
      resource,
      scopes,
    }),
  consent_reused: ({ by, userId, clientId, resource, scopes, unavailable }) =>
    info('a client was answered without a question', {
      by,
      user_id: userId,
      client_id: clientId,
      resource,
      scopes,
      unavailable,
    }),
  client_registered({ clientId, kind }) {
    const figures = { client_id: clientId, kind };
    // Anybody may register as many as the limits allow.
    if (kind === 'operator') return info('a client was registered', figures);
    return few(kind, REGISTERED[kind], figures);
  },
  client_changed({ clientId, change, grants }) {
    const figures = { client_id: clientId, change, grants };
    // A client replaces what it registered as often as the limits allow.
    return change === 'replaced'
      ? few(change, 'a client was changed', figures)
      : info('a client was changed', figures);
  },
  client_document({ clientId, outcome, reason, detail }) {
    const sentence = DOCUMENTS[outcome];
    // What went well and changed a client has a line of its own.
    if (sentence === undefined) return undefined;
    return few(`${outcome}\0${reason}`, sentence, { client_id: clientId, reason, detail });
  },
  client_keys: ({ clientId, outcome, reason, detail }) =>
    outcome === 'failed'
      ? few(`keys\0${reason}`, 'the keys of a client could not be read', {
          client_id: clientId,
          reason,
          detail,
        })
      : undefined,
  client_ended({ clientId, reason, grants }) {
    const figures = { client_id: clientId, reason, grants };
    const sentence = 'a client was removed, with its authorizations';
    // As many as anybody registers.
    return reason === 'removed_itself' || reason === 'surplus'
      ? few(reason, sentence, figures)
      : info(sentence, figures);
  },
  request_refused: ({ endpoint, error, clientId, userId }) =>
    few(`${endpoint}\0${error}`, 'a request was refused', {
      endpoint,
      reason: error,
      client_id: clientId,
      user_id: userId,
    }),
  tokens_issued: ({ grantType, clientId, userId, grantId, withheld }) =>
    info('tokens were issued', {
      grant_type: grantType,
      client_id: clientId,
      user_id: userId,
      grant_id: grantId,
      withheld,
    }),
  token_returned({ presented, outcome, clientId, userId, grantId, usedAgo }) {
    const about = {
      presented,
      client_id: clientId,
      user_id: userId,
      grant_id: grantId,
      used_seconds_ago: usedAgo === undefined ? undefined : Math.round(usedAgo),
    };
    if (outcome === 'revoked') {
      return {
        level: 'warn',
        sentence: RETURNED[presented],
        figures: { reason: 'replay', ...about },
      };
    }
    // Whoever has one used token can present it as often as they like; what is revoked is so once.
    return few(`${outcome}\0${grantId}`, RETURNED[outcome], { reason: outcome, ...about });
  },
  grant_ended: ({ grantId, reason, clientId, userId }) =>
    info('an authorization has ended', {
      reason,
      client_id: clientId,
      user_id: userId,
      grant_id: grantId,
    }),
  limited: ({ limit }) => few(limit, 'a request was one too many', { reason: limit }),
  key_made: ({ kid, alg }) => info('a signing key was made', { kid, alg }),
  swept({ outcome, removed, duration }) {
    const ms = Math.round(duration);
    if (outcome === 'slow') {
      return info('a sweep of expired rows ended early, as the database is slow', { removed, ms });
    }
    const isNothing = Object.values(removed).every((rows) => rows === 0);
    return isNothing ? undefined : info('expired rows were removed', { removed, ms });
  },
};

/** Events that have a line at `warn`, or may have. */
const MAY_WARN: ReadonlySet<EventType> = new Set(['upstream_failed', 'token_returned']);

const REGISTERED = {
  dynamic: 'a client registered itself',
  document: 'a client came in by its document',
} as const;

const DOCUMENTS: Readonly<Partial<Record<DocumentOutcome, string>>> = {
  last_good: 'the document of a client could not be read: it goes on by what was read before',
  ended: 'the document of a client is no more: nothing new is begun for it',
  limited: 'a document was not read, because too many are',
  refused: 'a client was refused for its document',
};

const RETURNED = {
  code: 'a used code came back: what it was exchanged for was revoked',
  refresh_token:
    'a used refresh token came back after REFRESH_REPLAY_WINDOW: somebody else may have it, so its grant was revoked',
  successor: 'a used refresh token came back and was answered with its unused successor',
  superseded:
    'a used refresh token came back though its successor was used: it was refused, and nothing was revoked',
} as const;

/**
 * One line for each event. Who asks again and again for what is refused has ten lines a minute for each
 * reason and address; the figures count all of it.
 *
 * @param told is given each event that might have had no line, and has one: what points to a line asks here
 */
export function eventLog(
  log: Log,
  told: { add(event: Event): unknown } = new WeakSet<Event>(),
  lately = new ToldLately({ now: () => Date.now() }),
): Listener {
  return (event, circumstances) => {
    // With a log that has warnings alone, nothing is made for the others.
    if (!MAY_WARN.has(event.type) && !log.isLevelEnabled('info')) return;
    // One after the other: the compiler cannot see that an event and its line have one type.
    const line = (LINES[event.type] as (one: Event) => Line | undefined)(event);
    if (line === undefined || !log.isLevelEnabled(line.level)) return;
    const { level, sentence, figures, reason } = line;
    if (reason !== undefined) {
      if (!lately.isFew(`${event.type}\0${reason}`, circumstances.address)) return;
      told.add(event);
    }
    log[level](Object.assign(whereFrom(event, circumstances), figures), sentence);
  };
}

function whereFrom({ type }: Event, { requestId, traceId }: Circumstances) {
  return { event: type, id: requestId, trace_id: traceId };
}

function info(sentence: string, figures: object): Line {
  return { level: 'info', sentence, figures };
}

function few(reason: string, sentence: string, figures: object): Line {
  return { level: 'info', sentence, figures, reason };
}
