/** The same call by Clarifai's own clients, round their faults (docs/coming-from-clarifai.md). Pure. */
import { FILES, filesOf, type SnippetFor } from './snippets';

export interface ClarifaiFor extends SnippetFor {
  /** the base_url of their clients */
  grpc: string;
}
export type ClarifaiClient = 'sdk' | 'stub';

/** A text in Python's quotes. */
const quoted = (text: string) => JSON.stringify(text);

function single({ takes }: ClarifaiFor): string {
  const [kind = 'text'] = takes;
  const file = FILES[kind]?.file;
  return file
    ? `workflow.predict_by_filepath(
    "${file}", input_type="${kind}"
)`
    : `workflow.predict_by_bytes(
    "Your text".encode(), input_type="text"
)`;
}

/** One input that holds several media. */
function several(what: ClarifaiFor): string {
  const parts = what.takes.map((kind) => {
    const file = FILES[kind]?.file;
    return file
      ? `    ${kind}_bytes=Path("${file}").read_bytes(),`
      : '    text_bytes=b"Your text",';
  });
  return `workflow.predict([Inputs.get_input_from_bytes(
    "",
${parts.join('\n')}
)])`;
}

function sdk(what: ClarifaiFor): string {
  const many = what.takes.length > 1;
  const imports = [
    'import os',
    ...(many && filesOf(what).length > 0 ? ['from pathlib import Path'] : []),
    '',
    '# The SDK reads it while it is imported.',
    `os.environ["CLARIFAI_API_BASE"] = ${quoted(what.grpc)}`,
    'os.environ["CLARIFAI_PAT"] = os.environ["WEFT_KEY"]',
    '',
    ...(many ? ['from clarifai.client.input import Inputs'] : []),
    'from clarifai.client.workflow import Workflow',
  ];
  const pinned = what.version ? `\n    workflow_version={"id": ${quoted(what.version)}},` : '';
  return `${imports.join('\n')}

workflow = Workflow(
    user_id=${quoted(what.user)},
    app_id=${quoted(what.app)},
    workflow_id=${quoted(what.workflow)},${pinned}
)
answer = ${many ? several(what) : single(what)}
for output in answer.results[0].outputs:
    print(output.model.id, output.data)`;
}

function stub(what: ClarifaiFor): string {
  const secure = what.grpc.startsWith('https://');
  const address = what.grpc.replace(/^https?:\/\//, '');
  const [, host = address, port = '8001'] = /^(.*):(\d+)$/.exec(address) ?? [];
  const channel = secure
    ? `ClarifaiChannel.get_grpc_channel(base=${quoted(address)})`
    : `ClarifaiChannel.get_insecure_grpc_channel(
    base=${quoted(host)}, port=${port}
)`;
  const kinds = what.takes.length > 0 ? what.takes : ['text'];
  const data = kinds.map((kind) => {
    const file = FILES[kind]?.file;
    const name = kind.charAt(0).toUpperCase() + kind.slice(1);
    return file
      ? `    ${kind}=resources_pb2.${name}(base64=Path("${file}").read_bytes()),`
      : '    text=resources_pb2.Text(raw="Your text"),';
  });
  const pinned = what.version ? `\n    version_id=${quoted(what.version)},` : '';
  return `import os
${filesOf(what).length > 0 ? 'from pathlib import Path\n' : ''}
from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc

channel = ${channel}
stub = service_pb2_grpc.V2Stub(channel)
data = resources_pb2.Data(
${data.join('\n')}
)
request = service_pb2.PostWorkflowResultsRequest(
    user_app_id=resources_pb2.UserAppIDSet(
        user_id=${quoted(what.user)}, app_id=${quoted(what.app)}
    ),
    workflow_id=${quoted(what.workflow)},${pinned}
    inputs=[resources_pb2.Input(data=data)],
)
key = (("authorization", f"Key {os.environ['WEFT_KEY']}"),)
answer = stub.PostWorkflowResults(request, metadata=key)
print(answer.status, *answer.results)`;
}

export function clarifaiSnippet(client: ClarifaiClient, what: ClarifaiFor): string {
  return client === 'sdk' ? sdk(what) : stub(what);
}
