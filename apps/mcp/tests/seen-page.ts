/** A redirect URI of each kind that a client may have: a website, a program on this computer, and an app. */
export const https = 'https://client.example/cb?state=own';
export const loopback = 'http://127.0.0.1:41233/callback';
export const scheme = 'cursor://anysphere/cb';

/** What came of a request, as the person before the browser sees it. */
export async function seen(response: Response) {
  const page = await response.text();
  const link = /<a class="button[^"]*" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  return {
    status: response.status,
    location: response.headers.get('location'),
    goesOn: page.includes('http-equiv="refresh"'),
    link: link === undefined ? undefined : new URL(link),
    page,
  };
}

/** What a page says, without its tags. */
export function textOf(html: string): string {
  return html
    .replace(/<\/?(?:p|h\d|dt|dd|li|div|button|small)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');
}
