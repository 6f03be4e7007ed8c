/** A body, or the beginning of one. */
export interface Bytes {
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
  const reader = body?.getReader();
  let left = limit;
  while (reader && left >= 0) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value.subarray(0, left));
    left -= value.length;
    // Whether that works is no matter of the caller's.
    if (left < 0) reader.cancel().catch(() => undefined);
  }
  return { chunks, isCut: left < 0 };
}

/** Bytes as UTF-8, without a byte order mark; what is no UTF-8 becomes U+FFFD. */
export function decode(chunks: readonly Uint8Array[]): string {
  if (chunks.length < 2) return decoderOfWholes.decode(chunks[0]);
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}

/**
 * Making one takes longer than decoding a small answer. A stream would take Node's off its fast path
 * for good.
 */
const decoderOfWholes = new TextDecoder();
