import { AwsClient } from "aws4fetch";

/** The recipe of the generated README: sign the request, then send exactly that. */
export function signed(
  service: string,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
): typeof fetch {
  const aws = new AwsClient({ ...credentials, service, region: "us-east-1" });
  return async (url, init) => fetch(await aws.sign(url, init), { redirect: "manual" });
}
