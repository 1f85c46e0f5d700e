/**
 * What DuckDB is told right after it opens. No extension is looked for on the network. Groups of up to 18 bits are counted
 * by plain indexing: 256 bins by 7 domains are 13 bits, one more than DuckDB indexes by itself, and hashing them takes
 * twice as long.
 */
export const ENGINE_SETTINGS =
  "SET autoinstall_known_extensions=false; SET autoload_known_extensions=false; SET perfect_ht_threshold=18";
