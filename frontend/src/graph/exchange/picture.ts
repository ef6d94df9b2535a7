/** The graph as a picture, drawn from the document: nodes, ports, wires, notes and groups in today's colours. */
import type { Port, ValueKind } from '../../api/types';
import { type Box, boxesOf } from '../annotations';
import type { Point } from '../document';
import { mainKind } from '../kinds';
import { findCard, findOutput, IN, inputsOf, nodeName, outputsOf, wiresOf } from '../ports';
import { boundsOf } from '../snap';
import type { Work } from './translator';
import { shortened, wrapped } from './wrapped';

const MARGIN = 40;
const SCALE = 2;
const MOST_PIXELS = 8000;
const HEAD = 34;
const ROW = 24;
const RADIUS = 10;
const DOT = 5;
const FONT = 'ui-sans-serif, system-ui, sans-serif';

type Pen = CanvasRenderingContext2D;
type Colour = (token: string) => string;

/** Tokens as the browser shows them now, light or dark. */
function colours(): { colour: Colour; done: () => void } {
  const probe = document.body.appendChild(document.createElement('span'));
  return {
    colour: (token) => {
      probe.style.color = `var(--${token})`;
      return getComputedStyle(probe).color;
    },
    done: () => {
      probe.remove();
    },
  };
}

interface Scene {
  pen: Pen;
  colour: Colour;
  work: Work;
  boxes: ReadonlyMap<string, Box>;
}

function panel({ pen, colour }: Scene, box: Box, fill: string, line: string): void {
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, RADIUS);
  pen.fillStyle = colour(fill);
  pen.fill();
  pen.strokeStyle = colour(line);
  pen.lineWidth = 1;
  pen.stroke();
}

function write({ pen, colour }: Scene, text: string, at: Point, token = 'ink', font = '13px') {
  pen.font = `${font} ${FONT}`;
  pen.fillStyle = colour(token);
  pen.fillText(text, at.x, at.y);
}

/** The port's shape says its kind as well as its colour does. */
function dot({ pen, colour }: Scene, kind: ValueKind, { x, y }: Point): void {
  pen.fillStyle = colour(`kind-${kind}`);
  pen.beginPath();
  if (['image', 'video', 'audio'].includes(kind)) pen.arc(x, y, DOT, 0, Math.PI * 2);
  else if (['text', 'string', 'number', 'boolean'].includes(kind)) {
    pen.moveTo(x - DOT, y - DOT);
    pen.lineTo(x + DOT, y);
    pen.lineTo(x - DOT, y + DOT);
  } else if (kind === 'any') {
    pen.moveTo(x, y - DOT);
    pen.lineTo(x + DOT, y);
    pen.lineTo(x, y + DOT);
    pen.lineTo(x - DOT, y);
  } else pen.rect(x - DOT + 1, y - DOT + 1, 2 * DOT - 2, 2 * DOT - 2);
  pen.closePath();
  pen.fill();
}

function portAt(scene: Scene, node: string, ports: readonly Port[], name: string, right: boolean) {
  const box = scene.boxes.get(node);
  const index = ports.findIndex((port) => port.name === name);
  if (!box) return null;
  const y = box.y + HEAD + (Math.max(0, index) + 0.5) * ROW;
  return { x: right ? box.x + box.width : box.x, y };
}

function drawWires(scene: Scene): void {
  const { pen, colour, work } = scene;
  const { graph } = work.document;
  for (const { source, target } of wiresOf(graph)) {
    const outs = outputsOf(graph, work.catalogue, source.node);
    const ins = inputsOf(graph, work.catalogue, target.node);
    const from = portAt(scene, source.node, outs, source.port, true);
    const to = portAt(scene, target.node, ins, target.port, false);
    if (!from || !to) continue;
    const bend = Math.max(40, Math.abs(to.x - from.x) / 2);
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
    pen.strokeStyle = colour(`kind-${mainKind(findOutput(graph, work.catalogue, source))}`);
    pen.lineWidth = 2;
    pen.stroke();
  }
}

function drawNode(scene: Scene, id: string): void {
  const { pen, work } = scene;
  const { graph, layout } = work.document;
  const box = scene.boxes.get(id);
  if (!box) return;
  panel(scene, box, 'panel', 'line-2');
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  const name = nodeName(graph, work.catalogue, id, layout);
  pen.font = `600 13px ${FONT}`;
  const title = shortened(name, box.width - 24, (text) => pen.measureText(text).width);
  write(scene, title, { x: box.x + 12, y: box.y + 22 }, 'ink', '600 13px');
  const [ins, outs] = [inputsOf, outputsOf].map((side) => side(graph, work.catalogue, id));
  const place = (index: number) => box.y + HEAD + (index + 0.5) * ROW + 4;
  ins?.forEach((port, index) => {
    write(scene, port.title, { x: box.x + 12, y: place(index) }, 'ink-2', '12px');
  });
  pen.textAlign = 'right';
  outs?.forEach((port, index) => {
    write(scene, port.title, { x: box.x + box.width - 12, y: place(index) }, 'ink-2', '12px');
  });
  pen.restore();
  ins?.forEach((port, index) => {
    dot(scene, mainKind(port), { x: box.x, y: box.y + HEAD + (index + 0.5) * ROW });
  });
  outs?.forEach((port, index) => {
    dot(scene, mainKind(port), { x: box.x + box.width, y: box.y + HEAD + (index + 0.5) * ROW });
  });
}

function drawAnnotations(scene: Scene): void {
  const { groups = [], notes = [] } = scene.work.document.layout;
  for (const group of groups) {
    panel(scene, group, 'inset', 'line-2');
    write(scene, group.title, { x: group.x + 14, y: group.y + 24 }, 'ink-2', '600 13px');
  }
  for (const note of notes) {
    panel(scene, note, 'warn-soft', 'line-2');
    scene.pen.font = `13px ${FONT}`;
    const measure = (text: string) => scene.pen.measureText(text).width;
    const lines = wrapped(note.text, note.width - 24, measure);
    lines.slice(0, Math.floor((note.height - 20) / 19)).forEach((line, index) => {
      write(scene, line, { x: note.x + 12, y: note.y + 28 + index * 19 });
    });
  }
}

/** Nodes are as high as their ports need: results are not part of the picture. */
function drawnBoxes({ document: { graph, layout }, catalogue, sizes }: Work): Map<string, Box> {
  const boxes = boxesOf({ graph, layout }, sizes);
  for (const id of [IN, ...graph.nodes.map((node) => node.id)]) {
    const box = boxes.get(id);
    const rows = Math.max(
      inputsOf(graph, catalogue, id).length,
      outputsOf(graph, catalogue, id).length,
      1,
    );
    const known =
      id === IN || findCard(catalogue, graph.nodes.find((n) => n.id === id)?.operator ?? '');
    if (box) boxes.set(id, { ...box, width: 220, height: HEAD + (known ? rows : 1) * ROW + 10 });
  }
  return boxes;
}

export async function drawPicture(work: Work): Promise<Uint8Array> {
  const boxes = drawnBoxes(work);
  const bounds = boundsOf([...boxes.values()]) ?? { x: 0, y: 0, width: 1, height: 1 };
  const [width, height] = [bounds.width + 2 * MARGIN, bounds.height + 2 * MARGIN];
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height));
  const sheet = document.createElement('canvas');
  sheet.width = Math.ceil(width * scale);
  sheet.height = Math.ceil(height * scale);
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures.');
  const { colour, done } = colours();
  const scene: Scene = { pen, colour, work, boxes };
  pen.scale(scale, scale);
  pen.translate(MARGIN - bounds.x, MARGIN - bounds.y);
  pen.fillStyle = colour('paper');
  pen.fillRect(bounds.x - MARGIN, bounds.y - MARGIN, width, height);
  drawAnnotations(scene);
  drawWires(scene);
  for (const id of [IN, ...work.document.graph.nodes.map((node) => node.id)]) drawNode(scene, id);
  done();
  const blob = await new Promise<Blob | null>((resolve) => {
    sheet.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The picture is too large to be drawn.');
  return new Uint8Array(await blob.arrayBuffer());
}
