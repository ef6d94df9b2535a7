/** Calls of the public API, ready to paste. Pure. */
import type { WorkflowRef } from '../../api/client';

export interface SnippetFor extends WorkflowRef {
  origin: string;
  version: string;
  inputType: string;
}
export type SnippetLanguage = 'curl' | 'python' | 'javascript';

/** The address in pieces short enough for a narrow panel. */
function addressOf({ origin, user, app, workflow, version }: SnippetFor): [string, ...string[]] {
  return [
    `${origin}/v2/users/${user}`,
    `/apps/${app}/workflows/${workflow}`,
    `/versions/${version}`,
    '/results',
  ];
}

const isText = ({ inputType }: SnippetFor) => inputType === 'text';

function curl(what: SnippetFor): string {
  const value = isText(what)
    ? '{"text": {"raw": "Your text"}}'
    : `{"${what.inputType}":
  {"base64": "$(base64 < picture.jpg | tr -d '\\n')"}}`;
  return `curl ${addressOf(what).join('\\\n')} \\
  -H "Authorization: Key $WEFT_KEY" \\
  -H "Content-Type: application/json" \\
  -d @- <<END
{"inputs": [{"data": ${value}}]}
END`;
}

function python(what: SnippetFor): string {
  const value = isText(what)
    ? '{"text": {"raw": "Your text"}}'
    : `{"${what.inputType}": {"base64": picture}}`;
  const read = isText(what)
    ? ''
    : `
with open("picture.jpg", "rb") as file:
    picture = base64.b64encode(file.read()).decode()
`;
  const address = addressOf(what).map((piece) => `    "${piece}"`);
  return `${isText(what) ? '' : 'import base64\n'}import os

import requests
${read}
answer = requests.post(
${address.join('\n')},
    headers={"Authorization": f"Key {os.environ['WEFT_KEY']}"},
    json={"inputs": [{"data": ${value}}]},
)
answer.raise_for_status()
print(answer.json())`;
}

function javascript(what: SnippetFor): string {
  const value = isText(what)
    ? "{ text: { raw: 'Your text' } }"
    : `{ ${what.inputType}: { base64: picture } }`;
  const read = isText(what)
    ? ''
    : `import { readFile } from 'node:fs/promises';

const picture = await readFile('picture.jpg', 'base64');
`;
  const address = addressOf(what).map((piece) => `  '${piece}'`);
  return `${read}const address =
${address.join(' +\n')};
const answer = await fetch(address, {
  method: 'POST',
  headers: {
    Authorization: \`Key \${process.env.WEFT_KEY}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    inputs: [{ data: ${value} }],
  }),
});
console.log(await answer.json());`;
}

const WRITERS: Record<SnippetLanguage, (what: SnippetFor) => string> = { curl, python, javascript };

export function snippet(language: SnippetLanguage, what: SnippetFor): string {
  return WRITERS[language](what);
}
