import fc from "fast-check";

const wanted = process.env["PROPERTY_SEED"];

/** Properties try the same cases on every run, so that red means a change; `PROPERTY_SEED=n` tries others. */
fc.configureGlobal({ seed: wanted === undefined ? 20261128 : Number(wanted) });
