/** The address of a file that the bundler puts beside the page. */
declare module "*.wasm?url" {
  const url: string;
  export default url;
}

/** The address of a worker's bundle. */
declare module "*?worker&url" {
  const url: string;
  export default url;
}
