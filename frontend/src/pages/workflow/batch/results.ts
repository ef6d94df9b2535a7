/** All results of a batch as one file. Pure. */
import type { Run, StoredValue, Tree } from '../../../api/types';
import { labelOf } from '../../../previews/regions';
import { isError, isFan } from '../../../previews/tree';
import { type Column, cellOf, columnsOf } from './columns';

export function asJson(run: Run): string {
  const inputs = columnsOf(run).map((column) => ({
    name: column.name,
    ...(column.refused && { error: column.refused }),
    outputs: outputsOf(run, column),
  }));
  const { id, workflow, version } = run;
  return JSON.stringify({ run: { id, workflow, version, status: run.status }, inputs }, null, 2);
}

function outputsOf(run: Run, column: Column): Record<string, unknown> {
  const outputs: Record<string, unknown> = {};
  for (const node of nodesOf(run)) {
    const cell = cellOf(run, node, column);
    if (cell.state === 'done') outputs[node] = cell.ports;
    else if (cell.state === 'failed' || cell.state === 'skipped')
      outputs[node] = { error: cell.error };
  }
  return outputs;
}

const nodesOf = (run: Run) =>
  run.graph.nodes.map((node) => node.id).filter((id) => id in run.nodes);

/** One line an input; a column for each port of each node, its value in words. */
export function asCsv(run: Run): string {
  const columns = columnsOf(run);
  const ports = portsOf(run);
  const head = ['input', 'error', ...ports.map(({ node, port }) => `${node}.${port}`)];
  const lines = columns.map((column) => {
    const cells = nodesOf(run).map((node) => cellOf(run, node, column));
    const error = cells.find((cell) => cell.state !== 'waiting' && cell.error);
    const said = error && error.state !== 'waiting' ? (error.error?.message ?? '') : '';
    const values = ports.map(({ node, port }) => {
      const cell = cellOf(run, node, column);
      return cell.state === 'done' ? inWords(cell.ports[port] ?? null) : '';
    });
    return [column.name, said, ...values];
  });
  return [head, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function portsOf(run: Run): { node: string; port: string }[] {
  return nodesOf(run).flatMap((node) => {
    const names = new Set(run.outputs[node]?.flatMap((ports) => Object.keys(ports)));
    return [...names].map((port) => ({ node, port }));
  });
}

/** A cell that a spreadsheet would run as a formula is kept as text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value as one line of text: words for what has words, JSON for the rest. */
export function inWords(tree: Tree): string {
  if (tree === null) return '';
  if (isError(tree)) return '';
  if (isFan(tree)) return tree.each.map((branch) => inWords(branch.value)).join(' | ');
  return valueWords(tree);
}

function valueWords(value: StoredValue): string {
  switch (value.kind) {
    case 'text':
      return value.raw;
    case 'string':
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'regions':
      return value.items.map((region) => labelOf(region) || 'region').join(' | ');
    case 'concepts':
      return value.items.map(({ name, value: score }) => `${name} ${score.toFixed(2)}`).join(' | ');
    case 'colors':
      return value.items.map(({ hex }) => hex).join(' | ');
    case 'image':
      return `image ${value.width}x${value.height}`;
    case 'video':
    case 'audio':
      return value.media_type;
    case 'embeddings':
      return JSON.stringify(value.vectors);
    case 'clusters':
      return value.labels.join(' | ');
    case 'table':
      return JSON.stringify([value.columns, ...value.rows]);
    default:
      return JSON.stringify('value' in value ? value.value : value);
  }
}
