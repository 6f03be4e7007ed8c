// Runs in a thread of its own: a command for clients of the configuration, as each-client.ts says.
import { parentPort, workerData } from "node:worker_threads";
import { runClients, type Work } from "./each-client.ts";
import { chooseClients } from "./select-clients.ts";

const work = workerData as Work;
const clients = await chooseClients(work.spec, work.flags);
await runClients(work, clients, (outcome) => parentPort?.postMessage(outcome));
