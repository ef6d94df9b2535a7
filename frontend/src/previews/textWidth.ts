const FONT = '500 11.5px ui-sans-serif, system-ui, sans-serif';
const AVERAGE_CHARACTER = 6.6;

let context: CanvasRenderingContext2D | null | undefined;

/** How wide a label's words are, in pixels. */
export function textWidth(words: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return words.length * AVERAGE_CHARACTER;
  context.font = FONT;
  return context.measureText(words).width;
}
