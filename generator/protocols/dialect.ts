import { decodePercent } from "../text/decode-percent.ts";
import { actionOf } from "../model/operation-identity.ts";
import { pathText } from "../model/request-line.ts";
import type { Server } from "../model/server.ts";
import type { Constant, Operation, Parameter, QueryPart, Service } from "../model/service.ts";

/**
 * Leaves out what descriptions of AWS contain that the services do not have: a `GET` beside the `POST`
 * of each action, servers without TLS, the headers of the signature as parameters, and the value of
 * a flag.
 */
export function withoutDialect(service: Service): Service {
  if (!service.protocol) return service;
  const isRest = service.protocol.kind.startsWith("rest-");
  const named = isRest ? service.operations : service.operations.map(withAction);
  const operations = withoutTwins(named).map((operation) => ({
    ...withoutSigner(isRest ? withFlags(operation) : operation),
    operationId: withoutMethodPrefix(operation),
  }));
  return { ...service, operations, servers: withoutPlainTwins(service.servers) };
}

/**
 * Sends the action, the version or the target of a path key (`/#Action=List`) where no parameter is
 * declared for it: a fragment alone would not go on the wire.
 */
function withAction(operation: Operation): Operation {
  const { address } = operation;
  const parts = address.label.split("&");
  const pairs = parts.flatMap(constantIn);
  const isNew = ({ name }: Constant): boolean =>
    ![...address.query, ...address.headers].some(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
  const added = pairs.filter(isNew);
  const query = added.filter(({ name }) => name === "Action" || name === "Version");
  const headers = added.filter(({ name }) => /^X-Amz-Target$/i.test(name));
  if (query.length + headers.length === 0) return operation;
  // Some keys have it twice: `Operation=List&Action=List`.
  const values = new Set([...query, ...headers].map(({ value }) => value));
  const label = parts.filter((part) => !constantIn(part).some(({ value }) => values.has(value)));
  return {
    ...operation,
    hasAction: true,
    address: {
      ...address,
      label: label.join("&"),
      query: [...query, ...address.query],
      headers: [...headers, ...address.headers],
    },
  };
}

/** The constant that a part of a fragment writes, if it writes one. */
function constantIn(part: string): readonly Constant[] {
  const [, name = "", value = ""] = /^([^=]+)=([^{}]+)$/.exec(part) ?? [];
  return name === "" ? [] : [{ kind: "constant", name, value: decodePercent(value) }];
}

/**
 * Leaves out the `GET` of an action that can be posted too: a form holds what a URL cannot. What is
 * declared of its pages then counts for the `POST`.
 */
function withoutTwins(operations: readonly Operation[]): readonly Operation[] {
  const keyOf = (one: Operation): string => `${pathText(one.address)} ${actionOf(one)}`;
  const ofMethod = (method: string): ReadonlyMap<string, Operation> =>
    new Map(operations.filter((one) => one.method === method).map((one) => [keyOf(one), one]));
  const posted = ofMethod("POST");
  const got = ofMethod("GET");
  return operations.flatMap((one) => {
    if (actionOf(one) === "") return [one];
    if (one.method === "GET" && posted.has(keyOf(one))) return [];
    const twin = one.method === "POST" ? got.get(keyOf(one)) : undefined;
    const { declaredPagination = twin?.declaredPagination } = one;
    return [{ ...one, declaredPagination }];
  });
}

/**
 * The flag of a query (`?tagging`) is in descriptions of AWS a parameter that is always `true`, named
 * by the label of the path key: `/{Bucket}#tagging`.
 */
function withFlags(operation: Operation): Operation {
  const { address } = operation;
  const labels = new Set(address.label.split("&"));
  const query = address.query.map((part): QueryPart => {
    const isFlag = part.kind === "constant" && part.value === "true" && labels.has(part.name);
    return isFlag ? { kind: "flag", name: part.name } : part;
  });
  return { ...operation, address: { ...address, query } };
}

/** Leaves out each `http` server that is there with `https` too. */
function withoutPlainTwins(servers: readonly Server[]): readonly Server[] {
  const secure = new Set(servers.map(({ url }) => url));
  return servers.filter(
    ({ url }) => !secure.has(url.replace(/^http:/, "https:")) || !url.startsWith("http:"),
  );
}

/** Leaves out the parameters that a signature brings with it. */
function withoutSigner(operation: Operation): Operation {
  const parameters = operation.parameters.filter((one) => !isOfSigner(one));
  return { ...operation, parameters };
}

function isOfSigner({ location, name }: Parameter): boolean {
  return location === "header" && signerHeaders.has(name.toLowerCase());
}

const signerHeaders: ReadonlySet<string> = new Set([
  "x-amz-algorithm",
  "x-amz-content-sha256",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-signature",
  "x-amz-signedheaders",
]);

/** The operationId without the method that twins are told apart by: `POST_CreateUser`. */
function withoutMethodPrefix(operation: Operation): string | undefined {
  const { operationId } = operation;
  const plain = operationId?.replace(/^(?:GET|POST)_/, "");
  return plain === actionOf(operation) ? plain : operationId;
}
