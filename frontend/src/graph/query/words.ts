/** Conditions and operations of the query language, in words. Pure. */
import { isRecord } from '../readLayout';
import { type Part, partsOf, specOf } from './operations';
import { PROPERTIES } from './operationTable';
import { isPlainList } from './values';

/** Comparators by what people read; each stands between two operands. */
export const COMPARATORS: Record<string, string> = {
  '(Number) ==': 'is (number)',
  '(Number) !=': 'is not (number)',
  '(Number) >': 'is more than',
  '(Number) >=': 'is at least',
  '(Number) <': 'is less than',
  '(Number) <=': 'is at most',
  '(Number) in range': 'is between',
  '==': 'equals',
  '!=': 'does not equal',
  '(String) startsWith': 'starts with',
  '(String) endsWith': 'ends with',
  '(String) contains': 'contains',
  'in (Sequence)': 'is one of',
  'any in (Sequence)': 'has any of',
  'all in (Sequence)': 'has all of',
  '(Detection) in zone': 'lies in the zone',
};

/** Questions about one operand. */
export const QUESTIONS: Record<string, string> = {
  Exists: 'is there',
  DoesNotExist: 'is not there',
  '(Boolean) is True': 'is yes',
  '(Boolean) is False': 'is no',
  '(Sequence) is empty': 'is empty',
  '(Sequence) is not empty': 'is not empty',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const typeOf = (value: unknown): string => (isRecord(value) ? textOf(value.type) : '');

/** "SequenceLength" as "sequence length". */
function inWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** What a choice, a number or a word of an operation says, in the order of its fields. */
function sayFields(part: Part): string {
  const said = (specOf(part)?.fields ?? []).map(({ name, choices }) => {
    const value = part[name];
    const chosen = choices?.find((choice) => choice.value === value)?.label;
    return chosen ?? (typeof value === 'number' || typeof value === 'string' ? String(value) : '');
  });
  return said.filter(Boolean).join(', ');
}

function sayOperation(part: Part): string {
  const property = textOf(part.property_name);
  switch (part.type) {
    case 'SequenceLength':
      return 'count';
    case 'DetectionsPropertyExtract':
    case 'ExtractDetectionProperty':
      return PROPERTIES[property]?.label ?? (inWords(property) || 'a property');
    case 'ClassificationPropertyExtract':
    case 'ExtractImageProperty':
    case 'ExtractFrameMetadata':
      return sayFields(part) || inWords(property) || 'a property';
    case 'DetectionsFilter':
      return `those where ${sayStatement(part.filter_operation, 'it')}`;
    case 'SortDetections':
      return `sorted by ${sayFields(part)}, ${part.ascending === false ? 'greatest' : 'least'} first`;
    case 'DetectionsSelection':
    case 'SequenceAggregate':
    case 'NumericSequenceAggregate':
      return (
        (specOf(part)?.fields[0]?.choices ?? []).find(({ value }) =>
          [part.mode, part.function].includes(value),
        )?.label ?? inWords(part.type)
      );
    case 'DetectionsOffset':
      return `boxes wider by ${Number(part.offset_x)} px and higher by ${Number(part.offset_y)} px`;
    case 'DetectionsShift':
      return `boxes moved by ${Number(part.shift_x)} px and ${Number(part.shift_y)} px`;
    case 'SequenceApply':
      return `of each entry: ${sayOperations(part.operations)}`;
    case 'StringToLowerCase':
      return 'in small letters';
    case 'StringToUpperCase':
      return 'in capital letters';
    default: {
      const label = specOf(part)?.label.toLowerCase();
      const said = sayFields(part);
      if (label) return said ? `${label}: ${said}` : label;
      return inWords(textOf(part.type)) || 'an unknown operation';
    }
  }
}

/** "count of those where confidence is at least 0.4", read from the last operation to the first. */
export function sayOperations(value: unknown): string {
  const said = partsOf(value).map(sayOperation);
  return said.length > 0 ? said.join(', then ') : 'nothing is changed';
}

/** A value that is written down; a list of words and numbers with commas between them. */
const sayWritten = (value: unknown): string =>
  isPlainList(value) && value.length > 0 ? value.join(', ') : JSON.stringify(value ?? null);

export function sayOperand(value: unknown, inHand = 'it'): string {
  if (!isRecord(value)) return '…';
  if (value.type === 'StaticOperand') return sayWritten(value.value);
  const name = textOf(value.operand_name) || '_';
  const base = name === '_' ? inHand : name;
  const chain = partsOf(value.operations).map(sayOperation);
  return [...chain].reverse().reduce((said, each) => `${said}${each} of `, '') + base;
}

/** A condition as a sentence's part: "count of cars is more than 2 and gate is yes". */
export function sayStatement(value: unknown, inHand = 'it'): string {
  if (!isRecord(value)) return '…';
  const said = sayPlain(value, inHand);
  return value.negate === true ? `not (${said})` : said;
}

function sayPlain(value: Part, inHand: string): string {
  switch (value.type) {
    case 'BinaryStatement': {
      const type = typeOf(value.comparator);
      const between = COMPARATORS[type] ?? (type || '…');
      return `${sayOperand(value.left_operand, inHand)} ${between} ${sayOperand(value.right_operand, inHand)}`;
    }
    case 'UnaryStatement': {
      const type = typeOf(value.operator);
      return `${sayOperand(value.operand, inHand)} ${QUESTIONS[type] ?? (type || '…')}`;
    }
    case 'StatementGroup': {
      const parts = partsOf(value.statements).map((part) => {
        const said = sayStatement(part, inHand);
        return part.type === 'StatementGroup' ? `(${said})` : said;
      });
      return parts.join(value.operator === 'and' ? ' and ' : ' or ') || 'nothing is asked yet';
    }
    default:
      return 'an unknown condition';
  }
}

function sayResult(value: unknown): string {
  if (!isRecord(value)) return '…';
  if (value.type === 'StaticCaseResult') return JSON.stringify(value.value ?? null);
  return textOf(value.parameter_name) || '…';
}

/** One line a case, then the default. */
export function sayCases(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const cases = partsOf(value.cases).map(
    (one) => `${sayResult(one.result)} where ${sayStatement(one.condition)}`,
  );
  return [...cases, `${sayResult(value.default)} otherwise`];
}

/** What a setting of the query language says, line by line. */
export function sayQuery(widget: string | undefined, value: unknown): string[] {
  switch (widget) {
    case 'statement':
      return [sayStatement(value)];
    case 'operations':
      return [sayOperations(value)];
    case 'cases':
      return sayCases(value);
    default:
      return isRecord(value)
        ? Object.entries(value).map(([name, chain]) => `${name}: ${sayOperations(chain)}`)
        : [];
  }
}
