/** One thing that was tried of a backend. */
export interface CheckStep {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what is wrong and how to mend it. */
  readonly detail: string;
}
