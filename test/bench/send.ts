// Calls per second of a generated operation, beside a function that someone wrote by hand to send
// the same. Neither touches a network. Run by `npm run bench:calls`.
import { createClient, pollForTask, type PollForTaskParams } from "../../generated/index.ts";
import type { Fetch } from "../../generated/runtime/index.ts";

const params: PollForTaskParams = {
  hostname: "ip-10-0-0-1.ec2.internal",
  instanceIdentity: '{"region": "us-east-1"}',
  workerGroup: "etl & reports",
};
const baseUrl = "https://api.example.com";
const headers = { "content-type": "application/json" };
/** Reads the address, as any fetch does; the rest is the same for both. */
const fetch: Fetch = async (url) =>
  url.startsWith(baseUrl)
    ? new Response('{"taskObject":{"taskId":"t"}}', { headers })
    : Response.error();

const client = createClient({ baseUrl, fetch });
const generated = (): Promise<unknown> => client.send(pollForTask(params));

async function byHand(): Promise<unknown> {
  let url = `${baseUrl}/?Action=PollForTask`;
  for (const name of ["hostname", "instanceIdentity", "workerGroup"] as const) {
    const value = params[name];
    if (value !== undefined) url += `&${name}=${encodeURIComponent(value)}`;
  }
  const response = await fetch(url, { method: "GET" });
  if (!response.ok) throw new Error(`PollForTask answered ${response.status}`);
  return response.json();
}

const calls = 400;

async function perSecond(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let made = 0; made < calls; made += 1) await call();
  return (calls * 1000) / (performance.now() - start);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

// Many short runs in pairs, of which each begins as often as the other: what the machine does beside
// them weighs on both.
const pairs: { readonly generated: number; readonly byHand: number }[] = [];
for (let pair = -20; pair < 400; pair += 1) {
  const [first, second] = pair % 2 === 0 ? [generated, byHand] : [byHand, generated];
  const speeds = [await perSecond(first), await perSecond(second)] as const;
  const [a, b] = pair % 2 === 0 ? speeds : [speeds[1], speeds[0]];
  // The first are for the compiler.
  if (pair >= 0) pairs.push({ generated: a, byHand: b });
}
console.log(`generated: ${Math.round(median(pairs.map((one) => one.generated)))} calls per second`);
console.log(`by hand:   ${Math.round(median(pairs.map((one) => one.byHand)))} calls per second`);
const ratio = median(pairs.map((one) => one.byHand / one.generated));
console.log(
  `a generated call takes ${ratio.toFixed(2)} times as long (median of ${pairs.length} pairs)`,
);
