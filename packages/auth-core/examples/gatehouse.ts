import { gatehouse } from '@gatehouse/auth-core';

export const verifier = gatehouse({
  issuer: 'https://auth.example.com',
  audience: 'https://mcp.example.com/mcp',
  cache: { maxAge: 60 },
  status: { fail: 'open' },
  dpop: { required: false },
});
