/** The same call by Roboflow's own client, and as the plain HTTP that it speaks. Pure. */
import type { GraphInput } from '../../api/types';
import type { SnippetFor } from './snippets';

export interface RoboflowFor extends SnippetFor {
  /** of the workflow: their calls name each */
  inputs: readonly GraphInput[];
}
export type RoboflowClient = 'inference' | 'inference-http';

const quoted = (text: string) => JSON.stringify(text);

/** What stands for a value that nobody set yet. */
const EXAMPLES: Record<string, unknown> = {
  text: 'Your text',
  string: 'Your words',
  number: 1,
  boolean: true,
  list: [],
  json: {},
  dict: {},
};

const isPicture = ({ type }: GraphInput) => type === 'image';

/** The inputs that a call has to bring: those without a default, and the rest as they are. */
function parametersOf(inputs: readonly GraphInput[]): [string, unknown][] {
  return inputs
    .filter((input) => !isPicture(input) && input.type in EXAMPLES)
    .map(({ name, type, default: value }) => [name, value ?? EXAMPLES[type]]);
}

/** JSON as Python writes it, in the few forms that defaults have. */
function inPython(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value)) return `[${value.map(inPython).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${quoted(key)}: ${inPython(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}

function nested(value: string, { levels = 1 }: GraphInput): string {
  return '['.repeat(levels - 1) + value + ']'.repeat(levels - 1);
}

function pictureName(input: GraphInput, all: readonly GraphInput[]): string {
  return all.filter(isPicture).length > 1 ? `${input.name}.jpg` : 'picture.jpg';
}

function inference(what: RoboflowFor): string {
  const pictures = what.inputs.filter(isPicture).map((input) => {
    const file = quoted(pictureName(input, what.inputs));
    return `        ${quoted(input.name)}: ${nested(file, input)},\n`;
  });
  const parameters = parametersOf(what.inputs).map(
    ([name, value]) => `        ${quoted(name)}: ${inPython(value)},\n`,
  );
  const given = [
    ...(what.version ? [`    workflow_version_id=${quoted(what.version)},\n`] : []),
    ...(pictures.length > 0 ? [`    images={\n${pictures.join('')}    },\n`] : []),
    ...(parameters.length > 0 ? [`    parameters={\n${parameters.join('')}    },\n`] : []),
  ];
  return `import os

from inference_sdk import InferenceHTTPClient

client = InferenceHTTPClient(
    api_url=${quoted(what.origin)},
    api_key=os.environ["WEFT_KEY"],
)
results = client.run_workflow(
    workspace_name=${quoted(what.app)},
    workflow_id=${quoted(what.workflow)},
${given.join('')})
print(results[0])`;
}

function http(what: RoboflowFor): string {
  const pictures = what.inputs.filter(isPicture).map((input) => {
    const file = pictureName(input, what.inputs);
    const value = `{"type": "base64", "value": "$(base64 < ${file} | tr -d '\\n')"}`;
    return `    ${quoted(input.name)}:\n      ${nested(value, input)}`;
  });
  const parameters = parametersOf(what.inputs).map(
    ([name, value]) => `    ${quoted(name)}: ${JSON.stringify(value)}`,
  );
  const pinned = what.version ? `\n  "workflow_version_id": ${quoted(what.version)},` : '';
  return `curl ${what.origin}/${what.app}\\
/workflows/${what.workflow} \\
  -H "Content-Type: application/json" \\
  -d @- <<END
{
  "api_key": "$WEFT_KEY",${pinned}
  "inputs": {
${[...pictures, ...parameters].join(',\n')}
  }
}
END`;
}

export function roboflowSnippet(client: RoboflowClient, what: RoboflowFor): string {
  return client === 'inference' ? inference(what) : http(what);
}
