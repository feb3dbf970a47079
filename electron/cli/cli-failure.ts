/** Something the user asked for that cannot be done. The message is printed as it is, without a stack. */
export class CliFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CliFailure';
  }
}

/** A command line that makes no sense; the command's usage is printed with it. */
export class UsageFailure extends CliFailure {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFailure';
  }
}
