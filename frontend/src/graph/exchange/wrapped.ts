/** Fitting text into a width, by whatever measures it. */
type Measure = (text: string) => number;

/** The text, or as much of it as fits before three dots. */
export function shortened(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let length = text.length;
  while (length > 1 && measure(`${text.slice(0, length)}…`) > width) length -= 1;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** A text in lines no wider than `width`; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line ? `${line} ${word}` : word;
      if (line && measure(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}
