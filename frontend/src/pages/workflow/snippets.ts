/** Calls of the public API, ready to paste. Pure. */
import type { WorkflowRef } from '../../api/client';

export interface SnippetFor extends WorkflowRef {
  origin: string;
  /** null for whichever is published */
  version: string | null;
  /** the media that one input holds */
  takes: readonly string[];
}
export type SnippetLanguage = 'curl' | 'python' | 'javascript' | 'browser';

/** The address in pieces short enough for a narrow panel. */
function addressOf({ origin, user, app, workflow, version }: SnippetFor): [string, ...string[]] {
  return [
    `${origin}/v2/users/${user}`,
    `/apps/${app}/workflows/${workflow}`,
    ...(version ? [`/versions/${version}`] : []),
    '/results',
  ];
}

/** What a file of each medium is called in the code: its variable and its name. */
export const FILES: Record<string, { name: string; file: string }> = {
  image: { name: 'picture', file: 'picture.jpg' },
  video: { name: 'video', file: 'video.mp4' },
  audio: { name: 'sound', file: 'sound.wav' },
};

/** The files that a call reads; a workflow that names no medium is called with a text. */
export function filesOf({ takes }: Pick<SnippetFor, 'takes'>) {
  return takes.flatMap((kind) => FILES[kind] ?? []);
}

/** One input's data, each part written by its own hand. */
function dataOf(
  { takes }: SnippetFor,
  text: string,
  media: (kind: string, of: { name: string; file: string }) => string,
  joiner: string,
): string {
  const parts = takes.flatMap((kind) => {
    const file = FILES[kind];
    return file ? [media(kind, file)] : [text];
  });
  return (parts.length > 0 ? parts : [text]).join(joiner);
}

function curl(what: SnippetFor): string {
  const data = dataOf(
    what,
    '"text": {"raw": "Your text"}',
    (kind, { file }) => `"${kind}":
  {"base64": "$(base64 < ${file} | tr -d '\\n')"}`,
    ',\n  ',
  );
  return `curl ${addressOf(what).join('\\\n')} \\
  -H "Authorization: Key $WEFT_KEY" \\
  -H "Content-Type: application/json" \\
  -d @- <<END
{"inputs": [{"data": {${data}}}]}
END`;
}

function python(what: SnippetFor): string {
  const files = filesOf(what);
  const data = dataOf(
    what,
    '"text": {"raw": "Your text"}',
    (kind, { name }) => `"${kind}": {"base64": ${name}}`,
    ',\n        ',
  );
  const read = files
    .map(
      ({ name, file }) => `
with open("${file}", "rb") as file:
    ${name} = base64.b64encode(file.read()).decode()
`,
    )
    .join('');
  const address = addressOf(what).map((piece) => `    "${piece}"`);
  return `${files.length > 0 ? 'import base64\n' : ''}import os

import requests
${read}
answer = requests.post(
${address.join('\n')},
    headers={"Authorization": f"Key {os.environ['WEFT_KEY']}"},
    json={"inputs": [{"data": {${data}}}]},
)
answer.raise_for_status()
print(answer.json())`;
}

function javascript(what: SnippetFor): string {
  const files = filesOf(what);
  const data = dataOf(
    what,
    "text: { raw: 'Your text' }",
    (kind, { name }) => `${kind}: { base64: ${name} }`,
    ', ',
  );
  const reads = files.map(
    ({ name, file }) => `const ${name} = await readFile('${file}', 'base64');\n`,
  );
  const read =
    files.length > 0 ? `import { readFile } from 'node:fs/promises';\n\n${reads.join('')}` : '';
  return `${read}const address =
${addressOf(what)
  .map((piece) => `  '${piece}'`)
  .join(' +\n')};
const answer = await fetch(address, {
  method: 'POST',
  headers: {
    Authorization: \`Key \${process.env.WEFT_KEY}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    inputs: [{ data: { ${data} } }],
  }),
});
console.log(await answer.json());`;
}

/** A page asks without a content type, so that the browser sends it as plain text. */
function browser(what: SnippetFor): string {
  const files = filesOf(what);
  const data = dataOf(
    what,
    "text: { raw: 'Your text' }",
    (kind, { name }) => `${kind}: { base64: await base64Of(${name}) }`,
    ', ',
  );
  const read =
    files.length > 0
      ? `${files.map(({ name, file }) => `// ${name}: a file of an <input>, such as ${file}\n`).join('')}const base64Of = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

`
      : '';
  return `${read}const address =
${addressOf(what)
  .map((piece) => `  '${piece}'`)
  .join(' +\n')};
const answer = await fetch(address, {
  method: 'POST',
  headers: { Authorization: 'Key WEFT_KEY' },
  body: JSON.stringify({
    inputs: [{ data: { ${data} } }],
  }),
});
console.log(await answer.json());`;
}

const WRITERS: Record<SnippetLanguage, (what: SnippetFor) => string> = {
  curl,
  python,
  javascript,
  browser,
};

export function snippet(language: SnippetLanguage, what: SnippetFor): string {
  return WRITERS[language](what);
}
