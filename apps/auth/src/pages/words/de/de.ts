import type { Words } from '../words.ts';
import { consent } from './consent.ts';
import { errors } from './errors.ts';
import { home } from './home.ts';
import { parties } from './parties.ts';
import { shared } from './shared.ts';
import { signIn } from './sign-in.ts';

export const german: Words = {
  language: 'de',
  endonym: 'Deutsch',
  direction: 'ltr',
  ...shared,
  parties,
  signIn,
  consent,
  errors,
  home,
};
