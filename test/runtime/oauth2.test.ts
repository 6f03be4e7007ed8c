import { describe, expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { DecodeError, HttpError, ParameterError } from "../../templates/runtime/errors.ts";
import { bearer } from "../../templates/runtime/middleware/auth.ts";
import { oauth2 } from "../../templates/runtime/middleware/oauth2.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { startServer, type TestServer } from "./server.ts";

const request: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/op" };
const confidential = { clientId: "a:b", clientSecret: "c d%" };

/** A token endpoint and a service that takes any token: the last of the bodies for ever. */
async function start(...bodies: readonly object[]): Promise<TestServer> {
  let asked = 0;
  return startServer((response, { line }) => {
    const isToken = line.includes("/token");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isToken ? bodies[Math.min(asked++, bodies.length - 1)] : {}));
  });
}

function linesOf({ seen }: TestServer): string[] {
  return seen.map(({ line, headers }) => {
    return line.includes("/token") ? line : `${line} ${headers.authorization}`;
  });
}

describe("a token request, on the wire", () => {
  test("has the grant of client credentials", async () => {
    await using server = await start({ access_token: "t", token_type: "Bearer" });
    const tokenUrl = `${server.url}/oauth/token?tenant=1`;
    const fields = { audience: "x y" };
    await oauth2({ ...confidential, tokenUrl, scope: "read write", fields })();
    expect(server.seen[0]).toMatchObject({
      line: "POST /oauth/token?tenant=1",
      headers: {
        accept: "application/json",
        authorization: `Basic ${btoa("a%3Ab:c%20d%25")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials&scope=read%20write&audience=x%20y",
    });
  });

  test("of a public client has its id, and the grant of the refresh token", async () => {
    await using server = await start({ access_token: "t" });
    const tokenUrl = `${server.url}/token`;
    await oauth2({ clientId: "a", refreshToken: "r", tokenUrl })();
    expect(server.seen[0]?.headers.authorization).toBe(undefined);
    expect(server.seen[0]?.body).toBe("grant_type=refresh_token&refresh_token=r&client_id=a");
  });

  test("sends the refresh token that replaced the one before, and says which it is", async () => {
    await using server = await start({ access_token: "t", refresh_token: "r2" });
    const tokens: string[] = [];
    const token = oauth2({
      ...confidential,
      tokenUrl: `${server.url}/token`,
      refreshToken: "r1",
      onRefreshToken: (one) => tokens.push(one),
    });
    await token();
    await token();
    expect(server.seen.map(({ body }) => body.split("=").at(-1))).toEqual(["r1", "r2"]);
    expect(tokens).toEqual(["r2"]);
  });

  test("may do without anyone who stores the new refresh token", async () => {
    await using server = await start({ access_token: "t", refresh_token: "r2" });
    const tokenUrl = `${server.url}/token`;
    await expect(oauth2({ clientId: "a", refreshToken: "r1", tokenUrl })()).resolves.toBeDefined();
  });

  test("goes to the root where the URL has no path", async () => {
    await using server = await startServer();
    for (const end of ["", "?a=b", "#c"]) {
      await expect(oauth2({ clientId: "a", tokenUrl: server.url + end })()).rejects.toThrow();
    }
    expect(server.seen.map(({ line }) => line)).toEqual(["POST /", "POST /?a=b", "POST /"]);
  });
});

describe("the tokens of a bearer", () => {
  async function sendTwice(server: TestServer): Promise<void> {
    const token = oauth2({ ...confidential, tokenUrl: `${server.url}/token` });
    const client = createClient({
      baseUrl: server.url,
      fetch: bearer((url, init) => fetch(url, init), token),
    });
    await client.send(request);
    await client.send(request);
  }

  test.each([{}, { expires_in: 3600 }, { expires_in: "3600" }])(
    "are kept while they are valid: %j",
    async (lifetime) => {
      await using server = await start({ access_token: "t", ...lifetime });
      await sendTwice(server);
      expect(linesOf(server)).toEqual(["POST /token", "GET /op Bearer t", "GET /op Bearer t"]);
    },
  );

  test("are replaced once they have expired", async () => {
    await using server = await start({ access_token: "t1", expires_in: 0 }, { access_token: "t2" });
    await sendTwice(server);
    const first = ["POST /token", "GET /op Bearer t1"];
    expect(linesOf(server)).toEqual([...first, "POST /token", "GET /op Bearer t2"]);
  });

  test("are asked for once by concurrent callers", async () => {
    await using server = await start({ access_token: "t" });
    const token = oauth2({ ...confidential, tokenUrl: `${server.url}/token` });
    const [one, other] = await Promise.all([token(), token()]);
    expect(one).toBe(other);
    expect(server.seen).toHaveLength(1);
  });
});

describe("a token endpoint", () => {
  test.each([{}, { access_token: 1 }, { access_token: "t", token_type: "mac" }, []])(
    "that gives no bearer token is an error: %j",
    async (body) => {
      await using server = await start(body);
      const token = oauth2({ ...confidential, tokenUrl: `${server.url}/token` });
      await expect(token()).rejects.toThrow(DecodeError);
    },
  );

  test("that refuses is an error with its reason, and is asked again", async () => {
    await using server = await startServer((response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end('{"error":"invalid_client"}');
    });
    const token = oauth2({ ...confidential, tokenUrl: `${server.url}/token` });
    const error: unknown = await token().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ operation: "token", status: 401 });
    expect((error as HttpError).body).toEqual({ error: "invalid_client" });
    await expect(token()).rejects.toThrow(HttpError);
    expect(server.seen).toHaveLength(2);
  });

  test.each(["", "token", "ftp://h.example/token", "https://user@h.example/token"])(
    "cannot be %j",
    (tokenUrl) => {
      expect(() => oauth2({ ...confidential, tokenUrl })).toThrow(ParameterError);
    },
  );
});
