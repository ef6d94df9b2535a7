/** Whether a text is a workflow as Clarifai's tools write it, in YAML or as the same in JSON. */
export const looksLikeClarifai = (text: string): boolean =>
  /^\s*(#.*\s+|---\s+)*(\{\s*"workflow"|workflow\s*:)/.test(text);
