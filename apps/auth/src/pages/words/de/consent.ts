// Until it is translated.
export { consent } from '../en/consent.ts';
