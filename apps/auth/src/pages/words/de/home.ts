// Until it is translated.
export { home } from '../en/home.ts';
