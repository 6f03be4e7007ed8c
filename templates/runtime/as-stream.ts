import type { ApiRequest } from "./request.ts";
import { type Chunk, type IncomingResponse, takeRelease } from "./response.ts";

/**
 * Returns a request whose successful response is a stream of bytes, of any length: nothing is read
 * ahead, and nothing is kept. Cancelling the stream ends the connection, and so does the caller's
 * signal.
 *
 * ```ts
 * const bytes = await client.send(asStream(download({ id })));
 * ```
 */
export function asStream<Responses extends object>(
  request: ApiRequest<unknown, Responses>,
): ApiRequest<ReadableStream<Chunk>> {
  const others = Object.entries(request.responses ?? {}).filter(
    ([status]) => !status.startsWith("2"),
  );
  const responses = { "2XX": readStream, ...Object.fromEntries(others) };
  // The type of the response is known to the compiler only.
  return { ...request, responses } as ApiRequest<ReadableStream<Chunk>>;
}

function readStream(incoming: IncomingResponse): ReadableStream<Chunk> {
  const release = takeRelease(incoming);
  const reader = incoming.response.body?.getReader();
  return new ReadableStream<Chunk>(
    {
      async pull(controller) {
        try {
          const { done, value } = (await reader?.read()) ?? { done: true };
          if (value) controller.enqueue(value);
          if (!done) return;
          release();
          controller.close();
        } catch (error) {
          release();
          throw error;
        }
      },
      async cancel(reason) {
        release();
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
