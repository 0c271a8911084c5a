/** Where a page is asked for in another language. */
export const LANGUAGE_PATH = '/proxy/language';

/** Where the form of the consent page goes. */
export const CONSENT_PATH = '/proxy/consent';

/** The files of pages. Their names change with what is in them. */
export const ASSET_PREFIX = '/proxy/assets/';
