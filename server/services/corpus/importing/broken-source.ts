/** What follows of a compressed file cannot be read; what came before counts. */
export class BrokenSource extends Error {}
