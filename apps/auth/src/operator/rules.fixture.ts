import { NOBODY } from '../admission/policy.ts';
import type { OperatorContext } from './operator-context.ts';

/** Rules that let nobody in, for operations that do not ask for them. */
export const noRules: OperatorContext['rules'] = () => ({
  admission: { ...NOBODY, providers: [], domainsMatch: 'primary' },
  scopeRules: [],
});
