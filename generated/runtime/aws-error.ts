/** What an error of a service says, in whatever envelope. Further members are the error's own. */
export interface AwsError {
  readonly Code: string;
  readonly Message?: string;
  readonly RequestId?: string;
}
