import type { Brand, Contact } from '@gatehouse/look';
import type { ShownUser } from '../user.tsx';
import { HOSTILE_TEXT } from './clients.fixture.ts';

export const hostilePerson: ShownUser = {
  name: HOSTILE_TEXT,
  username: HOSTILE_TEXT,
  email: HOSTILE_TEXT,
};

/** What a provider may know of somebody. */
export const people: Readonly<Record<string, ShownUser>> = {
  'somebody with everything': {
    name: 'Octavia',
    username: 'octocat',
    email: 'octavia@example.com',
  },
  'a user name': { username: 'octocat' },
  'an address': { email: 'octavia@example.com' },
  'a name twice': { name: 'octocat', username: 'octocat' },
  nobody: {},
  'an invisible name': { name: '\u200B', email: '\u202E' },
  'a hostile person': hostilePerson,
};

/** Where the operator can be asked. */
const contact: Contact = { href: 'mailto:help@example.com', text: 'help@example.com' };

/** Operators, by what they say of themselves. */
export const askable = {
  'an address': { contact },
  somebody: { contact: { ...contact, name: 'Grace Hopper' } },
  'a company': { name: 'Analytical Engines', contact },
  'a website': {
    contact: { href: 'https://help.example.com/it?id=1', text: 'help.example.com/it?id=1' },
  },
} as const satisfies Record<string, Brand>;
