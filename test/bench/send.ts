// CPU time of a call of a generated operation, beside a function that someone wrote by hand to send the
// same: `npm run bench:calls`. Once without a network, where all is the client's, and once over a
// socket to a server in another process, as calls are made.
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createClient, pollForTask, type PollForTaskParams } from "../../generated/index.ts";
import type { Fetch } from "../../generated/runtime/index.ts";

const params: PollForTaskParams = {
  hostname: "ip-10-0-0-1.ec2.internal",
  instanceIdentity: '{"region": "us-east-1"}',
  workerGroup: "etl & reports",
};
const headers = { "content-type": "application/json" };
const body = '{"taskObject":{"taskId":"t"}}';
const accept = { accept: "application/json" };

/** It has no limit on the body, checks no value, follows redirects and knows nothing of errors. */
async function byHand(baseUrl: string, fetch: Fetch): Promise<unknown> {
  let url = `${baseUrl}/?Action=PollForTask`;
  for (const name of ["hostname", "instanceIdentity", "workerGroup"] as const) {
    const value = params[name];
    if (value !== undefined) url += `&${name}=${encodeURIComponent(value)}`;
  }
  const response = await fetch(url, { method: "GET", headers: accept });
  if (!response.ok) throw new Error(`PollForTask answered ${response.status}`);
  return response.json();
}

/** Microseconds of CPU of one call. */
async function cost(call: () => Promise<unknown>, calls: number): Promise<number> {
  const start = process.cpuUsage();
  for (let made = 0; made < calls; made += 1) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Many short runs in pairs, of which each begins as often as the other. */
async function compare(
  name: string,
  baseUrl: string,
  fetch: Fetch,
  { calls, pairs }: { readonly calls: number; readonly pairs: number },
): Promise<void> {
  const client = createClient({ baseUrl, fetch });
  const generated = (): Promise<unknown> => client.send(pollForTask(params));
  const hand = (): Promise<unknown> => byHand(baseUrl, fetch);
  const costs: { readonly generated: number; readonly hand: number }[] = [];
  for (let pair = -20; pair < pairs; pair += 1) {
    const [first, second] = pair % 2 === 0 ? [generated, hand] : [hand, generated];
    const [a, b] = [await cost(first, calls), await cost(second, calls)];
    // The first are for the compiler.
    if (pair >= 0)
      costs.push(pair % 2 === 0 ? { generated: a, hand: b } : { generated: b, hand: a });
  }
  const microseconds = (side: "generated" | "hand"): string =>
    median(costs.map((one) => one[side])).toFixed(1);
  const ratio = median(costs.map((one) => one.generated / one.hand)).toFixed(2);
  console.log(`| ${name} | ${microseconds("hand")} | ${microseconds("generated")} | ${ratio} |`);
}

if (process.send) {
  const server = createServer((_, response) => response.writeHead(200, headers).end(body));
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
} else {
  console.log("| call | by hand, µs | generated, µs | ratio |\n| --- | ---: | ---: | ---: |");
  const baseUrl = "https://api.example.com";
  /** Reads the address, as any fetch does. */
  const answer: Fetch = async (url) =>
    url.startsWith(baseUrl) ? new Response(body, { headers }) : Response.error();
  await compare("without a network", baseUrl, answer, { calls: 500, pairs: 200 });
  const server = fork(fileURLToPath(import.meta.url));
  const port = await new Promise<unknown>((resolve) => server.once("message", resolve));
  await compare("over a socket", `http://127.0.0.1:${String(port)}`, globalThis.fetch, {
    calls: 100,
    pairs: 200,
  });
  server.kill();
}
