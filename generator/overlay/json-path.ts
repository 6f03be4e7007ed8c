import {
  JSONPathEnvironment,
  JSONPathError,
  TokenKind,
  jsonpath,
  type JSONPathQuery,
} from "json-p3";
import { DocumentNode } from "./document-node.ts";
import { compilePattern, testPattern, type Pattern, type Spend } from "./i-regexp.ts";

const { expressions, selectors } = jsonpath;

/** The text is not a JSONPath, or longer than any that a person writes. */
export class JsonPathFault extends Error {
  override readonly name = "JsonPathFault";
}

const maxLength = 65_536;
/** The parser is recursive: what is nested without end would overflow the stack. */
const maxOperators = 500;

const environment = new JSONPathEnvironment();

/**
 * Selects the nodes of a document that match a JSONPath (RFC 9535), each once.
 *
 * json-p3 parses the path. It is evaluated here, because paths come from strangers: the library
 * multiplies the nodes of `$..*..*..*` with every segment, and hands patterns to an engine that
 * backtracks.
 *
 * @param spend is called with the number of steps about to be taken: nodes visited, values compared,
 * characters matched. It throws to end the evaluation.
 * @throws JsonPathFault where the path cannot be parsed.
 */
export function select(path: string, root: unknown, spend: Spend): readonly DocumentNode[] {
  const query = parse(path);
  const document = new DocumentNode(root);
  return [...new Evaluator(document, spend).query(query, document)];
}

function parse(path: string): JSONPathQuery {
  if (path.length > maxLength) throw new JsonPathFault(`it has more than ${maxLength} characters`);
  const bare = path.replace(/'(?:[^'\\]|\\[^])*(?:'|$)|"(?:[^"\\]|\\[^])*(?:"|$)/g, "");
  const operators = bare.match(/!(?!=)|[?(]|&&|\|\|/g) ?? [];
  if (operators.length > maxOperators) {
    throw new JsonPathFault(`it has more than ${maxOperators} operators`);
  }
  try {
    return environment.compile(path);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new JsonPathFault(error.message, { cause: error });
  }
}

type Nodes = ReadonlySet<DocumentNode>;
type Expression = InstanceType<typeof expressions.FilterExpression>;
type Selector = InstanceType<typeof selectors.JSONPathSelector>;

/** Evaluates as RFC 9535, section 2 says. The value `Nothing` of its type system is `undefined`. */
class Evaluator {
  readonly #root: DocumentNode;
  readonly #spend: Spend;
  readonly #patterns = new Map<string, Pattern | undefined>();
  /** Results of queries from the root, which are the same for every node that is filtered. */
  readonly #fromRoot = new Map<JSONPathQuery, Nodes>();

  constructor(root: DocumentNode, spend: Spend) {
    this.#root = root;
    this.#spend = spend;
  }

  query({ segments }: JSONPathQuery, start: DocumentNode): Nodes {
    let nodes: Nodes = new Set([start]);
    for (const { token, selectors } of segments) {
      const selected = new Set<DocumentNode>();
      for (const node of token.kind === TokenKind.DDOT ? this.#withDescendants(nodes) : nodes) {
        for (const selector of selectors) {
          for (const child of this.#select(selector, node)) selected.add(child);
        }
      }
      nodes = selected;
    }
    return nodes;
  }

  #withDescendants(nodes: Nodes): Nodes {
    const visited = new Set<DocumentNode>();
    const visit = (node: DocumentNode): void => {
      if (visited.has(node)) return;
      this.#spend(1);
      visited.add(node);
      for (const child of node.children) visit(child);
    };
    for (const node of nodes) visit(node);
    return visited;
  }

  #select(selector: Selector, node: DocumentNode): readonly DocumentNode[] {
    this.#spend(1);
    if (selector instanceof selectors.NameSelector) return asList(node.child(selector.name));
    if (selector instanceof selectors.IndexSelector) {
      const { index } = selector;
      const length = Array.isArray(node.value) ? node.value.length : 0;
      return asList(node.child(index < 0 ? index + length : index));
    }
    const { children } = node;
    this.#spend(children.length);
    if (selector instanceof selectors.WildcardSelector) return children;
    if (selector instanceof selectors.SliceSelector) {
      return Array.isArray(node.value) ? slice(children, selector) : [];
    }
    if (selector instanceof selectors.FilterSelector) {
      return children.filter((child) => this.#isTrue(selector.expression, child));
    }
    throw new JsonPathFault(`\`${selector.toString()}\` is not supported`);
  }

  #isTrue(expression: Expression, current: DocumentNode): boolean {
    this.#spend(1);
    if (expression instanceof expressions.LogicalExpression) {
      return this.#isTrue(expression.expression, current);
    }
    if (expression instanceof expressions.PrefixExpression) {
      return !this.#isTrue(expression.right, current);
    }
    if (expression instanceof expressions.InfixExpression) {
      const { left, operator, right } = expression;
      if (operator === "&&") return this.#isTrue(left, current) && this.#isTrue(right, current);
      if (operator === "||") return this.#isTrue(left, current) || this.#isTrue(right, current);
      return this.#compare(this.#valueOf(left, current), operator, this.#valueOf(right, current));
    }
    if (expression instanceof expressions.FilterQuery) {
      return this.#nodesOf(expression, current).size > 0;
    }
    return this.#valueOf(expression, current) === true;
  }

  #nodesOf(expression: Expression | undefined, current: DocumentNode): Nodes {
    if (!(expression instanceof expressions.FilterQuery)) return new Set();
    const { path } = expression;
    if (expression instanceof expressions.RelativeQuery) return this.query(path, current);
    const nodes = this.#fromRoot.get(path) ?? this.query(path, this.#root);
    this.#fromRoot.set(path, nodes);
    return nodes;
  }

  /** The value of a literal, a function or a query; nothing where a query has not exactly one. */
  #valueOf(expression: Expression | undefined, current: DocumentNode): unknown {
    if (expression instanceof expressions.FunctionExtension) return this.#call(expression, current);
    if (expression instanceof expressions.FilterQuery) {
      const nodes = this.#nodesOf(expression, current);
      return nodes.size === 1 ? [...nodes][0]?.value : undefined;
    }
    if (expression instanceof expressions.NullLiteral) return null;
    const isLiteral =
      expression instanceof expressions.StringLiteral ||
      expression instanceof expressions.NumberLiteral ||
      expression instanceof expressions.BooleanLiteral;
    return isLiteral ? expression.value : undefined;
  }

  /** RFC 9535, section 2.4.4 to 2.4.8: the functions of the standard. */
  #call(
    { name, args: [first, second] }: InstanceType<typeof expressions.FunctionExtension>,
    current: DocumentNode,
  ): unknown {
    switch (name) {
      case "count":
        return this.#nodesOf(first, current).size;
      case "value":
        return this.#valueOf(first, current);
      case "length":
        return this.#length(this.#valueOf(first, current));
      case "match":
      case "search": {
        const [text, pattern] = [first, second].map((each) => this.#valueOf(each, current));
        const extent = name === "match" ? "all" : "part";
        return typeof text === "string" && typeof pattern === "string"
          ? this.#matches(text, pattern, extent)
          : false;
      }
      default:
        throw new JsonPathFault(`\`${name}\` is not a function of RFC 9535`);
    }
  }

  #length(value: unknown): number | undefined {
    if (typeof value === "object" && value !== null) return this.#keys(value).length;
    if (typeof value !== "string") return undefined;
    this.#spend(value.length);
    return Array.from(value).length;
  }

  #keys(value: object): readonly string[] {
    const keys = Object.keys(value);
    this.#spend(keys.length);
    return keys;
  }

  #matches(text: string, written: string, extent: "all" | "part"): boolean {
    if (!this.#patterns.has(written)) {
      this.#patterns.set(written, compilePattern(written, this.#spend));
    }
    const pattern = this.#patterns.get(written);
    return pattern !== undefined && testPattern(pattern, text, extent, this.#spend);
  }

  /** RFC 9535, section 2.3.5.2.2. */
  #compare(left: unknown, operator: string, right: unknown): boolean {
    switch (operator) {
      case "==":
        return this.#isEqual(left, right);
      case "!=":
        return !this.#isEqual(left, right);
      case "<":
        return this.#isLess(left, right);
      case ">":
        return this.#isLess(right, left);
      case "<=":
        return this.#isLess(left, right) || this.#isEqual(left, right);
      default:
        return this.#isLess(right, left) || this.#isEqual(left, right);
    }
  }

  #isLess(left: unknown, right: unknown): boolean {
    if (typeof left === "number" && typeof right === "number") return left < right;
    if (typeof left !== "string" || typeof right !== "string") return false;
    this.#spend(Math.min(left.length, right.length));
    return left < right;
  }

  #isEqual(left: unknown, right: unknown): boolean {
    this.#spend(1);
    if (typeof left === "string" && typeof right === "string" && left.length === right.length) {
      this.#spend(left.length);
    }
    if (typeof left !== "object" || typeof right !== "object" || !left || !right) {
      return left === right;
    }
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    const keys = this.#keys(left);
    return (
      keys.length === this.#keys(right).length &&
      keys.every(
        (key) =>
          Object.hasOwn(right, key) &&
          this.#isEqual(Reflect.get(left, key), Reflect.get(right, key)),
      )
    );
  }
}

function asList(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node ? [node] : [];
}

/** RFC 9535, section 2.3.4.2.2. */
function slice(
  items: readonly DocumentNode[],
  { start, stop, step = 1 }: InstanceType<typeof selectors.SliceSelector>,
): readonly DocumentNode[] {
  const { length } = items;
  const normalize = (index: number): number => (index < 0 ? index + length : index);
  const clamp = (index: number, least: number, most: number): number =>
    Math.min(Math.max(normalize(index), least), most);
  const selected: (DocumentNode | undefined)[] = [];
  if (step > 0) {
    const end = clamp(stop ?? length, 0, length);
    for (let index = clamp(start ?? 0, 0, length); index < end; index += step) {
      selected.push(items[index]);
    }
  } else if (step < 0) {
    const end = stop === undefined ? -1 : clamp(stop, -1, length - 1);
    for (let index = clamp(start ?? length - 1, -1, length - 1); index > end; index += step) {
      selected.push(items[index]);
    }
  }
  return selected.filter((item) => item !== undefined);
}
