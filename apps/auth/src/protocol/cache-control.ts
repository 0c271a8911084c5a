/**
 * `Cache-Control` of what people see. `no-transform` (RFC 9111 §5.2.2.6) keeps services in front from
 * rewriting it: they hide e-mail addresses behind a script, and move scripts and styles, and this policy
 * lets no script run that would show them again. Programs are sent nothing that anybody rewrites, and
 * assets are left to be compressed on the way, which this word forbids, too.
 */
export const NO_STORE = 'no-store, no-transform';
