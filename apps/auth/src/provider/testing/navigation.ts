import { get } from 'node:http';

/** What a browser learns from a redirect. */
export interface NavigationAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly setCookies: readonly string[];
}

/** Fetch Metadata of a whole window that another site's page leads here. */
export const CROSS_SITE = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
} as const;

/** A request with exactly these headers. `fetch` says `Sec-Fetch-Mode: cors`, whatever it is told. */
export function navigation(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<NavigationAnswer> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      const { statusCode: status = 0, headers: answered } = response;
      const { location, 'set-cookie': setCookies = [] } = answered;
      response.on('end', () => resolve({ status, location, setCookies }));
    }).on('error', reject);
  });
}
