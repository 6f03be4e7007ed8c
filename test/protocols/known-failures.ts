const asItCame =
  "JSON is handed out as it came: `null`, `__type` and unknown members are not removed";
const dialects = ["full", "directory"];

/** Cases that fail, by name, and why. */
export const knownFailures: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    dialects.flatMap((dialect) => [
      [`${dialect}/json.output handles_unexpected_json_output`, asItCame],
      [`${dialect}/json.output AwsJson11StructuresDontDeserializeNullValues`, asItCame],
      [`${dialect}/json.output AwsJson10DeserializeIgnoreType`, asItCame],
      [`${dialect}/rest-json.output RestJsonDoesntDeserializeNullStructureValues`, asItCame],
      [
        `${dialect}/ec2.output Ec2ComplexError`,
        "the error does have a message, which is not to be read; botocore reads it too",
      ],
    ]),
  ),
};
