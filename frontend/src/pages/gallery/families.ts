import type { TemplateCard } from '../../api/types';

export interface Family {
  family: string;
  members: TemplateCard[];
}

/** The templates that hold every searched word, by family, in the order in which they come. */
export function familiesOf(templates: readonly TemplateCard[], search: string): Family[] {
  const words = search.trim().toLowerCase().split(/\s+/);
  const families: Family[] = [];
  for (const template of templates) {
    const nodes = template.thumbnail.graph.nodes.map((node) => node.operator).join(' ');
    const text =
      `${template.name} ${template.note} ${template.family} ${template.takes.join(' ')} ${nodes}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const family = families.find((each) => each.family === template.family);
    if (family) family.members.push(template);
    else families.push({ family: template.family, members: [template] });
  }
  return families;
}
