import { createHash } from 'node:crypto';
import { COLOURS, FAVICON, GATEHOUSE, SIGNS, type SignName, stylesheet } from '@gatehouse/look';
import { Html, html } from './html.ts';
import type { Role } from './stage.ts';

const CSS = stylesheet(COLOURS);
const digest = createHash('sha256').update(CSS).digest('base64');
const STYLE = new Html(`<style>${CSS}</style>`);
const ICON = `data:image/svg+xml,${encodeURIComponent(FAVICON)}`;

/**
 * No script runs. Where forms lead is not restricted: browsers apply `form-action` to every redirect that
 * follows, and those end at whatever client asked.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A small sign beside a text that says the same. */
export function sign(name: SignName): Html {
  return html`<svg class="sign sign-${name}" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="${SIGNS[name]}"/></svg>`;
}

/** A complete page. It looks like Gatehouse's own, never like those of the provider that is played. */
export function document(provider: string, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${provider}, emulated</title>
${STYLE}
<link rel="icon" type="image/svg+xml" href="${ICON}">
</head>
<body class="narrow">
<header class="top">
<span class="operator"><svg class="gatehouse" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="${GATEHOUSE}"/></svg>Gatehouse</span>
<span class="badge">Development</span>
</header>
<main id="content"><div class="sheet pad">${content}</div></main>
<footer class="foot"><span>Nothing of this leaves your computer.</span></footer>
</body>
</html>
`.text;
}

/** Somebody whom one may be. */
export function person({ name, email, unverified, about = [] }: Role): Html {
  const facts = [...about, email, ...(unverified ? ['e-mail not verified'] : [])];
  return html`<span class="tile tile-person" aria-hidden="true">${name.slice(0, 1)}</span><span class="person-text"><strong>${name}</strong> <small>${facts.join(' · ')}</small></span>`;
}

/** What a person has to know before anything else: this is not the provider. */
export function played(provider: string): Html {
  return html`<div class="note">${sign('terminal')}<p>Development: ${provider} is played by this computer. No real account is touched.</p></div>`;
}
