/** Why a row is rejected; `id` where it was still readable. */
export class RowRejected extends Error {
  constructor(
    readonly reason: string,
    readonly id: string | null = null,
  ) {
    super(reason);
  }
}
