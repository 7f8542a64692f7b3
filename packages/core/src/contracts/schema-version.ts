/** The schema version of `run.json`, lens results and checkpoint manifests that this ganlens writes. */
export const schemaVersion = 2;
