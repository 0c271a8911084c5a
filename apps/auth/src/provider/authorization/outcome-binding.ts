/**
 * Whose outcome it is that stands in an interaction.
 *
 * What a user did (signed in, allowed, denied) is stored with the interaction and read when the
 * browser resumes the request at `/auth/:uid`. The library asks there for its resume cookie alone, and
 * signs in whoever brings it. Both that cookie and the interaction's can be planted in another browser
 * by a sibling domain, or over http by another port. So the response that stores an outcome also gives
 * the browser a secret; the hash is stored with the outcome, and the resumption has to present it.
 *
 * @module
 */
import { hash } from 'node:crypto';
import { errors, type InteractionResults, type KoaContextWithOIDC } from 'oidc-provider';
import { addressOf } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import type { ArtifactPayload } from '../../storage/artifact.ts';
import { forgetAccount, type SigningOut } from '../sign-out.ts';
import { readStored, STORED_INTERACTION } from '../../storage/stored.ts';
import { BrowserCookies, type GivenSecret, type Giving } from './browser-cookies.ts';

/** The cookies by which a browser proves that an outcome is its own. */
export function outcomeCookies(issuer: string): BrowserCookies {
  return new BrowserCookies('gatehouse_browser', issuer.startsWith('https:'));
}

const resumePath = (uid: string) => addressOf(ENDPOINTS.resume, { uid });

/** An outcome that is this browser's, and the header line that goes with the response that stores it. */
export interface OwnOutcome extends Pick<GivenSecret, 'setCookie'> {
  readonly result: InteractionResults;
}

/**
 * Binds an outcome to the browser that is to be answered.
 *
 * @param header the request's `Cookie`
 */
export function ownOutcome(
  issuer: string,
  uid: string,
  header: string | undefined,
  result: InteractionResults,
  giving: Omit<Giving, 'path'>,
): OwnOutcome {
  const path = resumePath(uid);
  const { secret, setCookie } = outcomeCookies(issuer).give(header, { path, ...giving });
  return { result: { ...result, browser: browserHash(uid, secret) }, setCookie };
}

/** The lines that take away what an outcome was proved by, once it has been resumed. */
export function clearOutcome(
  issuer: string,
  uid: string,
  header: string | undefined,
): readonly string[] {
  const cookies = outcomeCookies(issuer);
  return cookies.clear(cookies.read(header), resumePath(uid));
}

/**
 * Judges a resumption before the library acts on it.
 *
 * @throws SessionNotFound where the outcome is another browser's, or of another request. Nothing is
 *   consumed: the right browser can still resume it.
 */
export async function judgeResumption(
  ctx: KoaContextWithOIDC,
  room: SigningOut,
  uid: string,
  interaction: ArtifactPayload,
): Promise<void> {
  // The library goes by the cookie alone, wherever it came from.
  if (ctx.path !== resumePath(uid)) throw notThisBrowsers();
  const stored = readStored('interaction', STORED_INTERACTION, interaction);
  const { prompt, session: begun, result } = stored;
  if (result === undefined) return;
  const secrets = outcomeCookies(ctx.oidc.provider.issuer).read(ctx.get('Cookie'));
  if (!secrets.some((secret) => browserHash(uid, secret) === result.browser)) {
    throw notThisBrowsers();
  }
  const { session } = ctx.oidc;
  if (session === undefined) throw new TypeError('the library loads the session first');
  const { login } = result;
  // Somebody else signed in here since the page was shown, and it was not shown to them.
  const isOthers =
    begun?.accountId !== undefined &&
    (begun.uid !== session.uid || begun.accountId !== session.accountId);
  if (prompt?.name === 'consent') {
    if (isOthers) throw notThisBrowsers();
    // A sign-in that was resumed before: the session knows it, and may know a newer one.
    if (login !== undefined) renewLogin(interaction, session.loginTs);
    return;
  }
  const { accountId } = session;
  if (login === undefined || accountId === undefined || accountId === login.accountId) return;
  if (isOthers) throw notThisBrowsers();
  await signOut(session, room);
}

/** In the interaction itself, which the library goes on with. */
function renewLogin({ result }: ArtifactPayload, ts: number | undefined): void {
  Object.assign((result as { readonly login: object }).login, { ts });
}

/**
 * Somebody else signs in: the library would show a page of its own that posts itself to its logout,
 * which is not served. The session stays the browser's, and forgets who was signed in.
 */
async function signOut(
  session: NonNullable<KoaContextWithOIDC['oidc']['session']>,
  room: SigningOut,
): Promise<void> {
  await forgetAccount(room, session.uid);
  for (const member of ['accountId', 'loginTs', 'authorizations', 'amr', 'acr'] as const) {
    delete session[member];
  }
}

function browserHash(uid: string, secret: string): string {
  return hash('sha256', `outcome\0${uid}\0${secret}`, 'base64url');
}

/** Not to be sent to a client, whatever the address says. */
function notThisBrowsers(): Error {
  const error = new errors.SessionNotFound('the outcome belongs to another browser');
  return Object.assign(error, { allow_redirect: false });
}
