/** Where a provider sends the browser back to: one fixed address each. */
export const callbackPath = (provider: string) => `/callback/${provider}`;

/** Where the outcome of a sign-in is taken. */
export const signedInPath = (uid: string) => `/interaction/${uid}/signed-in`;
