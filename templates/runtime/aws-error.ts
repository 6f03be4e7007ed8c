/** An error of a service, in any envelope. Further members are the error's own. */
export interface AwsError {
  readonly Code: string;
  readonly Message?: string;
  readonly RequestId?: string;
}
