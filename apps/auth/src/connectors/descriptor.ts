/**
 * What a connector says of itself. Everything that depends on which connectors there are reads it:
 * configuration, `ADMIT`, the login page and its callbacks.
 *
 * @module
 */
import type { FunctionComponent } from 'preact';
import type { ProviderRules } from '../admission/policy.ts';
import type { SignInSteps } from '../upstream/connector.ts';
import type { ConversationOptions } from '../upstream/conversation.ts';

/** A variable of a connector, and what it takes. The names begin with the connector's id. */
export type ConnectorVariable<Name extends string = string> =
  /** from the registration at the provider; `secret` is printed nowhere */
  | { readonly name: Name; readonly kind: 'text' | 'secret' }
  /** a web address, exactly as the provider spells it */
  | { readonly name: Name; readonly kind: 'issuer'; readonly example: string }
  /** a list of domains that need not be set; which are refused depends on another of them */
  | {
      readonly name: Name;
      readonly kind: 'domains';
      /** the key of an address, which stands before this one */
      readonly follows: string;
      /** why none may be set with that address, and what to do */
      readonly refusal: (other: string) => Misread | undefined;
    }
  /** one that need not be set; what it means, its connector knows */
  | {
      readonly name: Name;
      readonly kind: 'option';
      readonly fallback: string | readonly string[];
      readonly read: (text: string) => string | readonly string[] | Misread;
    }
  /** a web address that need not be set; without trailing slash */
  | { readonly name: Name; readonly kind: 'address'; readonly fallback: string }
  /** one that follows from another of them where it is not set */
  | {
      readonly name: Name;
      readonly kind: 'address';
      /** the key of the other, which stands before this one */
      readonly follows: string;
      /** @param isLoopback whether the other is on this machine */
      readonly fallback: (other: string, isLoopback: boolean) => string;
    };

/** What is wrong with a variable, as the rest of a sentence, and what would be right. */
export interface Misread {
  readonly problem: string;
  readonly remedy: string;
}

/** What was read, by the keys of the descriptor's `variables`. */
export type SettingsOf<Variables> = {
  /** at least one of its addresses is on this machine */
  readonly emulated: boolean;
} & (string extends keyof Variables
  ? Readonly<Record<string, string | boolean | readonly string[]>>
  : {
      readonly [Key in keyof Variables]: Variables[Key] extends
        | { readonly kind: 'domains' }
        | { readonly kind: 'option'; readonly fallback: readonly string[] }
        ? readonly string[]
        : string;
    });

export interface CreateOptions extends ConversationOptions {
  /** milliseconds */
  readonly now: () => number;
  /** whether admission asks for the organisations that people belong to */
  readonly organisations: boolean;
  /** the organisations, by login, whose teams admission asks for */
  readonly teamsOf: readonly string[];
  readonly login: LoginAs;
}

/** As which way to sign in a connector is made: there may be several of its kind. */
export interface LoginAs {
  /** beside what is stored, and in events */
  readonly id: string;
  /** what people are told that they sign in with */
  readonly label: string;
  /** the name of a variable of the kind, as it is called for this one */
  readonly variable: (name: string) => string;
}

type ConnectorVariables = Readonly<Record<string, ConnectorVariable>>;

// Methods, not members that are functions: a list of connectors is then one of this type, though
// each takes settings of its own.
export interface ConnectorDescriptor<
  Id extends string = string,
  Variables extends ConnectorVariables = ConnectorVariables,
> {
  /** the name of its folder; in the callback's path, in `ADMIT`, and beside what is stored of it */
  readonly id: Id;
  /** what it is called in sentences to operators: “GitHub” */
  readonly name: string;
  /** drawn on its button; `aria-hidden`, as the button has words */
  readonly mark: FunctionComponent;
  /** it is configured where all are set but those that need not be */
  readonly variables: Variables;
  /** there may be further ones: each has a name, which its variables end with */
  readonly isNamed?: boolean;
  readonly admission: ProviderRules;
  /** what people are told that they sign in with; `name` unless told */
  label?(settings: SettingsOf<Variables>): string;
  /** half of the key of every identity, with the subject; several where the provider is that of several */
  issuers(settings: SettingsOf<Variables>): readonly string[];
  /** domains of which the operator vouches for addresses that are not verified there; none unless told */
  vouchedDomains?(settings: SettingsOf<Variables>): readonly string[];
  /** the claim that tells the groups of people; empty where none is set */
  groupsClaim?(settings: SettingsOf<Variables>): string;
  /** what does not go together, with the key of the variable that says so */
  conflict?(settings: SettingsOf<Variables>): (Misread & { readonly key: string }) | undefined;
  create(settings: SettingsOf<Variables>, options: CreateOptions): SignInSteps;
}

/** Keeps the names of id and variables as types. */
export function describeConnector<
  const Id extends string,
  const Variables extends ConnectorVariables,
>(descriptor: ConnectorDescriptor<Id, Variables>): ConnectorDescriptor<Id, Variables> {
  return descriptor;
}
