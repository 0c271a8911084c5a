import { ConfigurationError, Environment, type Fault } from '@gatehouse/environment';
import { type Operator, type ReadOperatorOptions, readOperator } from './read-operator.ts';
import type { BrandVariable } from './variables.ts';

type Variables = Partial<Record<BrandVariable, string>>;

/** What is read of variables, and what is wrong with them. */
export function reading(
  variables: Variables,
  options: Partial<ReadOperatorOptions> = {},
): { readonly operator: Operator; readonly faults: readonly Fault[] } {
  const environment = new Environment<BrandVariable>(variables);
  const operator = readOperator(environment, { directory: '/', production: true, ...options });
  try {
    environment.faults.throwIfAny();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { operator, faults: error.faults };
  }
  return { operator, faults: [] };
}

/** The faults in words, by variable. */
export function told(variables: Variables, options?: Partial<ReadOperatorOptions>): string[] {
  return reading(variables, options).faults.map(
    ({ variable, problem, remedy }) => `${variable} ${problem}. ${remedy}`,
  );
}
