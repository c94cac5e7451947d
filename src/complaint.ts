/**
 * Something the user can put right: a sentence, and what to type next. Everything else that is thrown is a bug of ours.
 * A complaint always ends the run with exit code 2: not having checked is never a pass.
 */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  /** Commands or edits that settle it, one a line; empty when the sentence says it all. */
  readonly next: readonly string[];

  constructor(sentence: string, next: string | readonly string[] = [], options?: ErrorOptions) {
    super(sentence, options);
    this.next = typeof next === 'string' ? [next] : next;
  }
}
