/** A body, or the beginning of one. */
interface Bytes {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  /** Whether there was more than the limit allows. */
  readonly isCut: boolean;
}

/**
 * Reads a body to its end, but no further than a limit: the rest is cancelled, which ends its
 * connection. Bytes count as they come out of decompression.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  limit: number,
): Promise<Bytes> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (!body) return { chunks, isCut: false };
  const reader = body.getReader();
  for (let left = limit; ;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, isCut: false };
    chunks.push(value.subarray(0, left));
    left -= value.length;
    if (left < 0) {
      // Whether that works is no matter of the caller's.
      reader.cancel().catch(() => undefined);
      return { chunks, isCut: true };
    }
  }
}

/** Bytes as UTF-8, without a byte order mark; what is no UTF-8 becomes U+FFFD. */
export function decode(chunks: readonly Uint8Array[]): string {
  const last = chunks.length - 1;
  return chunks.map((chunk, at) => decoder.decode(chunk, { stream: at < last })).join("");
}

/** Making one takes longer than decoding a small answer. It keeps nothing between two texts. */
const decoder = new TextDecoder();
