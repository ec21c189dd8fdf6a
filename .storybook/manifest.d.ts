// Generated (npm run analyze), so not there when a fresh clone is type-checked.
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
