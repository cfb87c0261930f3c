/** A failure whose message is the whole story for whoever typed the command. */
export class CliError extends Error {
  override name = 'CliError'
  constructor(
    message: string,
    /** 1 = failed, 2 = wrong usage */
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
