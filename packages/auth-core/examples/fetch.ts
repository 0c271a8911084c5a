import { protectFetch } from '@gatehouse/auth-core/fetch';

import { resource } from './resource.ts';

export default {
  fetch: protectFetch(resource, (_request, { clientId, scopes }) =>
    Response.json({ clientId, scopes }),
  ),
};
