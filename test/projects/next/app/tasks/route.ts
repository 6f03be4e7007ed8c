import { createClient, pollForTask } from "@/lib/api";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const client = createClient({ baseUrl: process.env.BASE_URL ?? "" });
  return Response.json(await client.send(pollForTask({ workerGroup: "etl" })));
}
