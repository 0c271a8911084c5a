import {
  type LoginRule,
  type NamedProvider,
  parseGroupEntry,
  parseLoginEntry,
} from './login-entries.ts';
import type { AdmissionRules } from './policy.ts';

/** What became of a rule text: rules, or what is wrong with each entry as a part of a sentence. */
export type ParsedAdmit =
  | { readonly ok: true; readonly rules: AdmissionRules }
  | { readonly ok: false; readonly problems: readonly string[] };

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`);
const LOCAL_PART = /^[\x21-\x7e]{1,64}$/;
const ORGANISATION_LOGIN = /^[a-z0-9](?:-?[a-z0-9]){0,38}$/;
/** GitHub makes it of a team's name, in lower case. */
const TEAM_SLUG = /^[a-z0-9_][a-z0-9_.-]{0,99}$/;

/** Domains of addresses that prove nothing about who employs or knows somebody. */
export const ANYBODYS_DOMAINS: readonly string[] = [
  'users.noreply.github.com',
  'gmail.com',
  'googlemail.com',
];

/** Whether a text is a domain as rules have it: lower-cased ASCII, with a dot, none at its end. */
export function isDomain(text: string): boolean {
  return DOMAIN.test(text);
}

/**
 * Reads `ADMIT`. Entries are separated by commas or white space:
 *
 * | entry | admits |
 * |---|---|
 * | `ada@example.com` | that address, verified by the provider, primary or not |
 * | `example.com`, `@example.com` | Google: the signed `hd` claim is that domain, and the verified e-mail is of it. GitHub: the primary, verified e-mail is of it, or any verified one where `ADMIT_DOMAINS_MATCH` says so |
 * | `github:583231`, `google:1123…` | that account, by the id that never changes |
 * | `github-org:acme` | members of the GitHub organisation that had this name when it was first seen |
 * | `github-org:acme/maintainers` | members of a team of that organisation, likewise |
 * | `oidc:acme`, `oidc:acme/SUBJECT` | everybody of the login that is called `acme`, or one account of it; `oidc:SUBJECT` is one of the login without a name |
 * | `oidc-group:acme/engineering` | members of that group of that login; percent-encoded where a space or a comma is in it |
 * | `anyone` | everybody; stands alone |
 *
 * Letter case does not count, except in ids of accounts and in groups. Everything is ASCII: write an international
 * domain in its `xn--` form.
 *
 * @param providers those whose accounts and organisations may be named, configured or not; of a kind that
 *   has logins, those that are configured
 */
export function parseAdmit(text: string, providers: readonly NamedProvider[]): ParsedAdmit {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const [first] = entries;
  if (first === undefined) return { ok: false, problems: ['is empty'] };

  const emails = new Set<string>();
  const domains = new Set<string>();
  const accounts = new Map<string, { provider: string; subject: string }>();
  const organisations = new Set<string>();
  const teams = new Set<string>();
  const logins = new Set<string>();
  const groups = new Map<string, { provider: string; group: string }>();
  const problems: string[] = [];
  const anyone = entries.some((entry) => entry === 'anyone');
  if (anyone && entries.length > 1) problems.push('holds anyone beside other entries');

  for (const entry of entries.filter((candidate) => candidate !== 'anyone')) {
    const rule = parseEntry(entry, providers);
    if (typeof rule === 'string') problems.push(`holds ${JSON.stringify(entry)}, ${rule}`);
    else if ('email' in rule) emails.add(rule.email);
    else if ('domain' in rule) domains.add(rule.domain);
    else if ('organisation' in rule) organisations.add(rule.organisation);
    else if ('team' in rule) teams.add(rule.team);
    else if ('login' in rule) logins.add(rule.login);
    else if ('group' in rule) groups.set(entry, rule);
    else accounts.set(entry, rule);
  }
  if (problems.length > 0) return { ok: false, problems };
  const rules = {
    anyone,
    emails: [...emails],
    domains: [...domains],
    accounts: [...accounts.values()],
    organisations: [...organisations],
    teams: [...teams],
    logins: [...logins],
    groups: [...groups.values()],
  };
  return { ok: true, rules };
}

type Rule =
  | { email: string }
  | { domain: string }
  | { organisation: string }
  | { team: string }
  | { provider: string; subject: string }
  | LoginRule;

function parseEntry(entry: string, providers: readonly NamedProvider[]): Rule | string {
  // Before anything is lower-cased: U+212A, the Kelvin sign, lower-cases to an ASCII k.
  if (!/^[\x21-\x7e]+$/.test(entry)) return 'which is not ASCII';
  const colon = entry.indexOf(':');
  if (colon === -1) return parseMailEntry(entry.toLowerCase());
  const [prefix, value] = [entry.slice(0, colon), entry.slice(colon + 1)];
  for (const provider of providers) {
    const { id, admission } = provider;
    if (prefix === admission.groups) return parseGroupEntry(value, provider);
    if (prefix === id && admission.groups !== undefined) return parseLoginEntry(value, provider);
    if (prefix === id) {
      const { pattern, words } = admission.account;
      if (pattern.test(value)) return { provider: id, subject: value };
      return `which is not ${id}: and ${words}`;
    }
    if (prefix === admission.organisations) {
      return parseMembership(prefix, value.toLowerCase());
    }
  }
  return `whose prefix is not ${prefixes(providers)}`;
}

/** An organisation, or one of its teams. */
function parseMembership(prefix: string, name: string): Rule | string {
  const [organisation = '', slug, ...rest] = name.split('/');
  if (!ORGANISATION_LOGIN.test(organisation) || rest.length > 0) {
    return `which is not ${prefix}: and the name of an organisation, or of one with a team as in acme/maintainers`;
  }
  if (slug === undefined) return { organisation };
  if (TEAM_SLUG.test(slug)) return { team: name };
  return `which is not ${prefix}: with a team, as the address of its page at GitHub ends`;
}

function prefixes(providers: readonly NamedProvider[]): string {
  const ids = providers.map(({ id }) => id);
  const others = providers.flatMap(({ admission }) => [
    admission.organisations ?? [],
    admission.groups ?? [],
  ]);
  const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });
  return list.format([...ids, ...others.flat()]);
}

function parseMailEntry(entry: string): Rule | string {
  const [local, domain, ...rest] = entry.includes('@') ? entry.split('@') : ['', entry];
  if (rest.length > 0) return 'which has two @';
  if (local === undefined || domain === undefined || !isDomain(domain)) {
    return 'which is not an e-mail address, a domain or anyone';
  }
  if (local !== '') {
    return LOCAL_PART.test(local) ? { email: entry } : 'which is not an e-mail address';
  }
  if (ANYBODYS_DOMAINS.includes(domain)) {
    return 'a domain where anybody has an address: list addresses, or say anyone';
  }
  return { domain };
}
