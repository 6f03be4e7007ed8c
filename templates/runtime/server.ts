import type { AtServer } from "./request.ts";

/**
 * Returns the options of the client that differ for a call to the request's own server. A path is
 * resolved against the origin of `baseUrl`. Any other server receives neither the client's headers nor
 * its credentials, unless it is one of `trustedServers`.
 */
export const atServer: AtServer = ({ baseUrl, trustedServers = [] }, { server = baseUrl }) => {
  if (server.startsWith("/")) {
    const origin = baseUrl.startsWith("/") ? "" : new URL(baseUrl).origin;
    return { baseUrl: origin + server };
  }
  const isTrusted = [baseUrl, ...trustedServers].includes(server);
  const withheld = isTrusted ? {} : { headers: {}, credentials: undefined, anonymous: true };
  return { ...withheld, baseUrl: server };
};
