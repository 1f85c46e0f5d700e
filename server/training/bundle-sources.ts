export interface BundleSources {
  /** corpora/<fingerprint> */
  readonly corpusDirectory: string;
  /** selections/<selectionKey> */
  readonly selectionDirectory: string;
  readonly runDirectory: string;
}

export interface StagingProgress {
  readonly done: number;
  readonly total: number;
}

export interface StagingOptions {
  readonly report?: (files: StagingProgress) => void;
  readonly signal?: AbortSignal;
}
