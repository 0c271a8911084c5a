import type { Provider } from 'oidc-provider';
import type { Config } from '../config/config.ts';
import type { FirstAnswer } from '../consent/first-answer.ts';
import type { FirstShown } from '../consent/first-shown.ts';
import type { Connector } from '../upstream/connector.ts';
import type { SignIn } from '../federation/sign-in.ts';
import type { BrowserCookies } from '../provider/browser-cookies.ts';
import type { Storage } from '../storage/storage.ts';
import type { FormTokens } from './form-tokens.ts';
import type { Limits } from './limits/limits.ts';
import type { Logger } from './logger.ts';

/** What the routes work with; made once in main.ts. */
export interface AppContext {
  readonly config: Config;
  readonly storage: Storage;
  /** the provider of the moment: a key rotation swaps it */
  readonly provider: () => Provider;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly signIn: SignIn;
  /** what ties a sign-in, and what comes of it, to the browser that began it */
  readonly browser: BrowserCookies;
  readonly formTokens: FormTokens;
  readonly firstShown: FirstShown;
  readonly firstAnswer: FirstAnswer;
  /** undefined where they are switched off */
  readonly limits: Limits | undefined;
  readonly logger: Logger;
}
