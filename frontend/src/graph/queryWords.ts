/** Conditions and operations of the query language, in words. Pure. */
import { isRecord } from './readLayout';

type Part = Record<string, unknown>;

const WIDGETS = ['statement', 'operations', 'cases', 'operations-by-name'];

/** Whether a setting holds the query language. */
export const isQuery = (widget: string | undefined): boolean => WIDGETS.includes(widget ?? '');

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

const partsIn = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const typeOf = (value: unknown): string => (isRecord(value) ? textOf(value.type) : '');

/** "SequenceLength" as "sequence length". */
function inWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function sayOperation(part: Part): string {
  const { property_name, filter_operation } = part;
  switch (part.type) {
    case 'SequenceLength':
      return 'count';
    case 'DetectionsPropertyExtract':
    case 'ExtractDetectionProperty':
    case 'ClassificationPropertyExtract':
    case 'ExtractImageProperty':
      return inWords(textOf(property_name)) || 'a property';
    case 'DetectionsFilter':
      return `those where ${sayStatement(filter_operation, 'it')}`;
    case 'StringToLowerCase':
      return 'in small letters';
    case 'StringToUpperCase':
      return 'in capital letters';
    default:
      return inWords(textOf(part.type)) || 'an unknown operation';
  }
}

/** "count of those where confidence is at least 0.4", read from the last operation to the first. */
export function sayOperations(value: unknown): string {
  const said = partsIn(value).map(sayOperation);
  return said.length > 0 ? said.join(', then ') : 'nothing is changed';
}

export function sayOperand(value: unknown, inHand = 'it'): string {
  if (!isRecord(value)) return '…';
  if (value.type === 'StaticOperand') return JSON.stringify(value.value ?? null);
  const name = textOf(value.operand_name) || '_';
  const base = name === '_' ? inHand : name;
  const chain = partsIn(value.operations).map(sayOperation);
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
      const parts = partsIn(value.statements).map((part) => {
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
  const cases = partsIn(value.cases).map(
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
