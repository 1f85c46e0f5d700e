/** Files below corpora/<fingerprint> that some services read and an older corpus may lack. */
export const DIGESTS_FILE = "digests.parquet";
export const PROFILE_FILE = "profile.json";
