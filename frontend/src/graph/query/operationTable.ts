/** The operations that a chain may hold: how people call them, what they take and give, and their fields. Pure. */

/** What a chain has in hand at a place; null where nobody can say. */
// biome-ignore format: a list of words
export type Flow =
  | 'regions' | 'region' | 'list' | 'text' | 'number' | 'yes' | 'picture' | 'concepts'
  | 'mapping' | 'moment' | null;

export interface Choice {
  value: string;
  label: string;
}
type Kind =
  | 'whole'
  | 'number'
  | 'text'
  | 'yes'
  | 'choice'
  | 'table'
  | 'operations'
  | 'condition'
  | 'value';
export interface FieldSpec {
  name: string;
  label: string;
  kind: Kind;
  /** what a new row says */
  start: unknown;
  choices?: readonly Choice[];
  unit?: string;
}
export interface OperationSpec {
  type: string;
  label: string;
  group: string;
  /** empty: anything */
  takes: readonly Flow[];
  gives: Flow;
  fields: readonly FieldSpec[];
}

const field = (
  name: string,
  label: string,
  kind: Kind,
  start: unknown,
  more: Partial<FieldSpec> = {},
): FieldSpec => ({ name, label, kind, start, ...more });

/** Choices by what the language calls them; a name that reads well stands for itself. */
const choices = (written: Record<string, string>): Choice[] =>
  Object.entries(written).map(([value, label]) => ({ value, label }));

/** What a region can be asked for, and what comes back. */
export const PROPERTIES: Record<string, { label: string; gives: Flow }> = {
  class_name: { label: 'class name', gives: 'text' },
  confidence: { label: 'confidence', gives: 'number' },
  width: { label: 'width', gives: 'number' },
  height: { label: 'height', gives: 'number' },
  size: { label: 'size (area of the box)', gives: 'number' },
  x_min: { label: 'left edge', gives: 'number' },
  x_max: { label: 'right edge', gives: 'number' },
  y_min: { label: 'top edge', gives: 'number' },
  y_max: { label: 'bottom edge', gives: 'number' },
  center: { label: 'centre', gives: 'list' },
  top_left: { label: 'top left corner', gives: 'list' },
  top_right: { label: 'top right corner', gives: 'list' },
  bottom_left: { label: 'bottom left corner', gives: 'list' },
  bottom_right: { label: 'bottom right corner', gives: 'list' },
  class_id: { label: 'class number', gives: 'number' },
  tracker_id: { label: 'track number', gives: 'number' },
  area_px: { label: 'area of the outline', gives: 'number' },
  area_converted: { label: 'area in units', gives: 'number' },
  time_in_zone: { label: 'time in zone', gives: 'number' },
  in_out: { label: 'way over the line', gives: 'text' },
  path_deviation: { label: 'path deviation', gives: 'number' },
  speed: { label: 'speed', gives: 'number' },
  smoothed_speed: { label: 'smoothed speed', gives: 'number' },
  velocity: { label: 'velocity', gives: 'list' },
  smoothed_velocity: { label: 'smoothed velocity', gives: 'list' },
  angle: { label: 'angle', gives: 'number' },
  polygon: { label: 'outline', gives: 'list' },
  rect: { label: 'slanted rectangle', gives: 'list' },
  keypoints_xy: { label: 'keypoints', gives: 'list' },
  image_dimensions: { label: 'size of the picture', gives: 'list' },
  prediction_type: { label: 'kind of prediction', gives: 'text' },
};
const PROPERTY = field('property_name', 'Property', 'choice', 'class_name', {
  choices: choices(
    Object.fromEntries(Object.entries(PROPERTIES).map(([id, { label }]) => [id, label])),
  ),
});
const pixels = (name: string, label: string) => field(name, label, 'whole', 0, { unit: 'px' });
const TABLE = field('lookup_table', 'Table', 'table', {});

/** A new filter keeps what is fairly sure. */
const SURE = {
  type: 'StatementGroup',
  operator: 'and',
  statements: [
    {
      type: 'BinaryStatement',
      left_operand: {
        type: 'DynamicOperand',
        operand_name: '_',
        operations: [{ type: 'ExtractDetectionProperty', property_name: 'confidence' }],
      },
      comparator: { type: '(Number) >=' },
      right_operand: { type: 'StaticOperand', value: 0.5 },
    },
  ],
};

type Line = [type: string, label: string, takes: Flow[], gives: Flow, ...fields: FieldSpec[]];

// biome-ignore format: a table
const GROUPS: Record<string, Line[]> = {
  Regions: [
    ['DetectionsFilter', 'Keep regions where', ['regions'], 'regions',
      field('filter_operation', 'Condition', 'condition', SURE)],
    ['SortDetections', 'Sort regions', ['regions'], 'regions',
      field('mode', 'By', 'choice', 'confidence', { choices: choices({
        confidence: 'confidence', size: 'size', x_min: 'left edge', x_max: 'right edge', y_min: 'top edge',
        y_max: 'bottom edge', center_x: 'centre, left to right', center_y: 'centre, top to bottom' }) }),
      field('ascending', 'Least first', 'yes', true)],
    ['DetectionsSelection', 'Take one region', ['regions'], 'regions',
      field('mode', 'Which', 'choice', 'top_confidence', { choices: choices({
        top_confidence: 'the surest', left_most: 'the leftmost', right_most: 'the rightmost',
        first: 'the first', last: 'the last' }) })],
    ['DetectionsOffset', 'Make boxes larger', ['regions'], 'regions',
      pixels('offset_x', 'Wider by'), pixels('offset_y', 'Higher by')],
    ['DetectionsShift', 'Move boxes', ['regions'], 'regions',
      pixels('shift_x', 'To the right by'), pixels('shift_y', 'Down by')],
    ['DetectionsRename', 'Rename classes', ['regions'], 'regions',
      field('class_map', 'New names', 'table', {}),
      field('strict', 'Every class has to be in the table', 'yes', true),
      field('new_classes_id_offset', 'Number of the first new class', 'whole', 1024)],
    ['PickDetectionsByParentClass', 'Keep inside a class', ['regions'], 'regions',
      field('parent_class', 'Class', 'text', '')],
    ['DetectionsPropertyExtract', 'Property of regions', ['regions'], 'list', PROPERTY],
    ['ExtractDetectionProperty', 'Property of region', ['region'], null, PROPERTY],
    ['DetectionsToDictionary', 'Regions as JSON', ['regions'], 'mapping'],
  ],
  Lists: [
    ['SequenceLength', 'Count', ['list', 'text', 'mapping', 'regions'], 'number'],
    ['SequenceAggregate', 'Take one entry', ['list', 'regions'], null,
      field('mode', 'Which', 'choice', 'first', { choices: choices({ first: 'the first', last: 'the last',
        most_common: 'the most common', least_common: 'the least common' }) })],
    ['NumericSequenceAggregate', 'Least, most or sum', ['list'], 'number',
      field('function', 'Which', 'choice', 'max', { choices: choices({ min: 'the least', max: 'the greatest',
        sum: 'the sum' }) }),
      field('neutral_value', 'Of an empty list', 'value', null)],
    ['SequenceApply', 'Work on each entry', ['list', 'regions'], 'list',
      field('operations', 'Operations on each', 'operations', [])],
    ['SequenceMap', 'Replace each entry', ['list'], 'list', TABLE],
    ['SequenceElementsCount', 'Count each entry', ['list'], 'mapping'],
    ['SequenceJoin', 'Join into one text', ['list'], 'text',
      field('separator', 'Between entries', 'text', ', ')],
  ],
  Texts: [
    ['StringToLowerCase', 'In small letters', ['text'], 'text'],
    ['StringToUpperCase', 'In capital letters', ['text'], 'text'],
    ['StringSubSequence', 'Part of the text', ['text'], 'text',
      field('start', 'From character', 'whole', 0), field('end', 'Up to, without', 'whole', -1)],
    ['StringMatches', 'Match a pattern', ['text'], 'yes',
      field('regex', 'Pattern', 'text', '[A-Z]+')],
  ],
  Numbers: [
    ['ToNumber', 'Read as number', ['text', 'number', 'yes'], 'number',
      field('cast_to', 'Kind', 'choice', 'float', { choices: choices({ int: 'whole', float: 'with a point' }) })],
    ['NumberRound', 'Round', ['number'], 'number', field('decimal_digits', 'Digits behind the point', 'whole', 0)],
    ['Multiply', 'Multiply', ['number'], 'number', field('other', 'By', 'number', 1)],
    ['Divide', 'Divide', ['number'], 'number', field('other', 'By', 'number', 1)],
    ['RandomNumber', 'Random number', [], 'number',
      field('min_value', 'From', 'number', 0), field('max_value', 'To', 'number', 1)],
  ],
  'Pictures and concepts': [
    ['ExtractImageProperty', 'Size of the picture', ['picture'], 'number',
      field('property_name', 'Property', 'choice', 'size', { choices: choices({ size: 'number of pixels',
        width: 'width', height: 'height', aspect_ratio: 'width by height' }) })],
    ['ExtractFrameMetadata', 'Time of the frame', ['picture'], null,
      field('property_name', 'Property', 'choice', 'frame_number', { choices: choices({
        frame_number: 'number of the frame', frame_timestamp: 'moment', seconds_since_start: 'seconds since the start' }) })],
    ['ConvertImageToJPEG', 'Picture as JPEG', ['picture'], null,
      field('compression_level', 'Quality, 1 to 100', 'whole', 95)],
    ['ConvertImageToBase64', 'Picture as base64', ['picture'], 'text'],
    ['ClassificationPropertyExtract', 'Read the concepts', ['concepts'], null,
      field('property_name', 'Property', 'choice', 'top_class', { choices: choices({ top_class: 'top class',
        top_class_confidence: 'confidence of the top class, as a list',
        top_class_confidence_single: 'confidence of the top class',
        all_classes: 'all classes', all_confidences: 'all confidences' }) })],
  ],
  'Any value': [
    ['LookupTable', 'Look up in a table', [], null, TABLE],
    ['ToString', 'As text', [], 'text'],
    ['ToBoolean', 'Is there anything', [], 'yes'],
    ['ConvertDictionaryToJSON', 'As JSON text', ['mapping'], 'text'],
    ['TimestampToISOFormat', 'Moment as text', ['moment'], 'text'],
  ],
};

export const OPERATIONS: readonly OperationSpec[] = Object.entries(GROUPS).flatMap(
  ([group, lines]) =>
    lines.map(([type, label, takes, gives, ...fields]) => ({
      type,
      label,
      group,
      takes,
      gives,
      fields,
    })),
);
