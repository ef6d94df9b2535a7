/** Where the label of a box goes, in pixels of the drawn picture. Pure. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const LABEL_HEIGHT = 18;

/** Above the box, else inside its top edge; pushed sideways so that it never leaves the picture. */
export function labelPlace(box: Rect, labelWidth: number, picture: Rect): { x: number; y: number } {
  const above = box.y - LABEL_HEIGHT;
  const y = above >= picture.y ? above : Math.max(picture.y, box.y);
  const right = picture.x + picture.width - labelWidth;
  const lowest = picture.y + picture.height - LABEL_HEIGHT;
  return { x: Math.max(picture.x, Math.min(box.x - 1, right)), y: Math.min(y, lowest) };
}

/** Where a picture lands inside a frame when it is shown whole. */
export function contain(frame: { width: number; height: number }, ratio: number): Rect {
  const width = Math.min(frame.width, frame.height * ratio);
  const height = width / ratio;
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}
