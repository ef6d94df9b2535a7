import type { JsonSchema } from '../../api/types';
import { choiceWords } from '../../graph/params';
import { InlineText } from '../../ui/InlineText';

/** What it says in the form, and what a call writes where that is not the same. */
function choiceAndName(choice: unknown, schema: JsonSchema): string {
  const words = choiceWords(choice, schema);
  return words === String(choice) ? words : `${words} (${String(choice)})`;
}

function typeWords(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((choice) => choiceAndName(choice, schema)).join(', ');
  if (schema.anyOf)
    return [...new Set(schema.anyOf.map(typeWords))].filter((each) => each !== 'null').join(' or ');
  if (schema.type === 'array') return schema.items ? `list of ${typeWords(schema.items)}` : 'list';
  return schema.type ?? 'any';
}

/** "0 to 1", "at least 1" */
function boundsWords({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? '' : `at most ${maximum}`;
}

function defaultWords(value: unknown, schema: JsonSchema): string {
  const empty =
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  if (empty) return 'none';
  if (schema.enum) return choiceWords(value, schema);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function ParamTable({ schema }: { schema: JsonSchema }) {
  const params = Object.entries(schema.properties ?? {});
  if (params.length === 0) return null;
  return (
    <section>
      <h2>Parameters</h2>
      <div className="scroll-x">
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Values</th>
              <th scope="col">Default</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {params.map(([name, param]) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  {typeWords(param)} {boundsWords(param)}
                </td>
                <td>
                  {schema.required?.includes(name) ? 'needed' : defaultWords(param.default, param)}
                </td>
                <td>
                  <InlineText text={param.description ?? ''} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
