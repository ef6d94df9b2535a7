import { useState } from 'react';
import type { ModelAnswers, ModelQuestion } from '../../api/types';
import { Field, TextArea, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';
import type { ModelImport } from './useModelImport';

interface Control {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}
interface AnswerProps {
  control: Control;
  question: ModelQuestion;
  onAnswer: (value: ModelQuestion['default']) => void;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A free answer counts when the hand leaves it, not at every letter. */
function FreeAnswer({ control, question, onAnswer }: AnswerProps) {
  const held = question.answer ?? question.default;
  const [typed, setTyped] = useState(
    Array.isArray(held) ? held.join('\n') : held === null ? '' : String(held),
  );
  if (question.kind === 'lines') {
    return (
      <TextArea
        {...control}
        rows={Math.min(8, Math.max(3, typed.split('\n').length))}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={() => {
          onAnswer(linesOf(typed));
        }}
      />
    );
  }
  return (
    <TextInput
      {...control}
      type="number"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onBlur={() => {
        if (typed.trim()) onAnswer(Number(typed));
      }}
    />
  );
}

function Answer(props: AnswerProps) {
  const { control, question, onAnswer } = props;
  const held = question.answer ?? question.default;
  if (question.kind === 'choice') {
    return (
      <Select
        {...control}
        value={String(held)}
        options={question.choices.map(({ value, title }) => ({ value, label: title }))}
        onChange={onAnswer}
      />
    );
  }
  if (question.kind === 'boolean') {
    return (
      <Select
        {...control}
        value={held === true ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        onChange={(value) => {
          onAnswer(value === 'yes');
        }}
      />
    );
  }
  return <FreeAnswer {...props} />;
}

/** Only what the files do not decide, each with its default chosen. */
export function Questions({ model }: { model: ModelImport }) {
  const questions = model.proposal?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section className="model-part model-questions" aria-label="Questions">
      <h3>{questions.length === 1 ? 'One thing the files do not say' : 'The files do not say'}</h3>
      {questions.map((question) => (
        <Field
          key={question.field}
          label={question.text}
          error={model.wrong?.field === question.field ? model.wrong.message : null}
        >
          {(control) => (
            <Answer
              control={control}
              question={question}
              onAnswer={(value) => {
                const patch: ModelAnswers = { [question.field]: value };
                void model.answer(patch);
              }}
            />
          )}
        </Field>
      ))}
    </section>
  );
}
