import { join } from "node:path";
import { freePort, startServer, type Server } from "./server.ts";

/** The keys of the gateway's only user. */
export const keys = { accessKeyId: "AK", secretAccessKey: "secret/+&=" };

/** Starts a Ceph RADOS Gateway whose store is in memory, and whose files are in a folder. */
export async function startGateway(folder: string): Promise<Server> {
  const port = await freePort();
  const monitor = await freePort();
  const script = join(import.meta.dirname, "rgw.sh");
  const args = [folder, String(port), String(monitor), keys.accessKeyId, keys.secretAccessKey];
  return startServer(`http://127.0.0.1:${port}`, "bash", [script, ...args]);
}
