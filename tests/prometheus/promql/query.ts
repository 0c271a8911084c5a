/** PromQL, taken apart by the grammar of Prometheus itself. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

const strict = parser.configure({ strict: true });

/** `label="value"`, and the other three ways to compare. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Which series are asked for. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** The selectors of a query, from left to right. @throws SyntaxError where it is no PromQL */
export function selectorsOf(query: string): Selector[] {
  return nodesOf(query, 'VectorSelector').map((node) => ({
    metric: textOf(query, node.getChild('Identifier')),
    matchers: descendants(node, 'UnquotedLabelMatcher').map((matcher) => ({
      label: textOf(query, matcher.getChild('LabelName')),
      operator: textOf(query, matcher.getChild('MatchOp')) as Matcher['operator'],
      value: textOf(query, matcher.getChild('StringLiteral')).slice(1, -1),
    })),
  }));
}

/** Labels that a query groups or joins by. @throws SyntaxError where it is no PromQL */
export function groupingLabelsOf(query: string): string[] {
  const labels = nodesOf(query, 'GroupingLabels').flatMap((node) => descendants(node, 'LabelName'));
  return [...new Set(labels.map((label) => textOf(query, label)))];
}

const COMPARISONS = new Set(['Gtr', 'Lss', 'Gte', 'Lte', 'Eql', 'Neq']);

/**
 * A query that answers with what the given one looks at, whether or not it would let it through: what is
 * compared becomes 0 or 1, `unless` asks that both sides have the same series, `absent` that there is one.
 *
 * @throws SyntaxError where it is no PromQL
 */
export function unfiltered(query: string): string {
  const changes: { from: number; to: number; text: string }[] = [];
  for (const node of nodesOf(query, 'BinaryExpr')) {
    for (const child of children(node)) {
      if (COMPARISONS.has(child.name) && node.getChild('BoolModifier') === null) {
        changes.push({ from: child.to, to: child.to, text: ' bool' });
      }
      if (child.name === 'Unless') changes.push({ from: child.from, to: child.to, text: 'and' });
    }
  }
  for (const node of nodesOf(query, 'Absent')) {
    changes.push({ from: node.from, to: node.to, text: '' });
  }
  return changes
    .sort((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), query);
}

function nodesOf(query: string, name: string): SyntaxNode[] {
  return descendants(strict.parse(query).topNode, name);
}

function descendants(node: SyntaxNode, name: string): SyntaxNode[] {
  return children(node).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function textOf(query: string, node: SyntaxNode | null): string {
  return node === null ? '' : query.slice(node.from, node.to);
}
