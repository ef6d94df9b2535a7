import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { useChangeModel, useDeleteModel } from '../../api/models';
import { problemOf } from '../../api/problem';
import type { ModelDetails } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextArea, TextInput } from '../../ui/Field';

interface ModelProps {
  at: AppRef;
  model: ModelDetails;
}

function EditModel({ at, model, onClose }: ModelProps & { onClose: () => void }) {
  const [title, setTitle] = useState(model.title);
  const [description, setDescription] = useState(model.description);
  const change = useChangeModel(at, model.id);
  const problem = change.error && problemOf(change.error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate({ title: title.trim(), description }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Edit model"
      hint="The id and the versions stay as they are, so nothing that uses it changes."
    >
      <form className="stack" onSubmit={submit}>
        <Field label="Name" error={problem?.field === 'description' ? null : problem?.message}>
          {(control) => (
            <TextInput
              {...control}
              value={title}
              required
              maxLength={80}
              onChange={({ target }) => {
                setTitle(target.value);
              }}
            />
          )}
        </Field>
        <Field
          label="Description"
          error={problem?.field === 'description' ? problem.message : null}
        >
          {(control) => (
            <TextArea
              {...control}
              value={description}
              rows={4}
              maxLength={4000}
              onChange={({ target }) => {
                setDescription(target.value);
              }}
            />
          )}
        </Field>
        <DialogActions>
          <Button look="primary" type="submit" disabled={change.isPending || !title.trim()}>
            {change.isPending ? 'Saving model' : 'Save model'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function DeleteModel({ at, model, onClose }: ModelProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useDeleteModel(at, model.id);
  const problem = remove.error && problemOf(remove.error);
  const [first] = model.used_in;
  return (
    <Dialog open onOpenChange={onClose} title={`Delete ${model.title}`}>
      <p className="dialog-text">
        {first
          ? `It is used in ${first.name}. Take it out of the workflows listed under "Used in", or delete them, first.`
          : 'All of its versions go. Results of earlier runs stay.'}
      </p>
      {problem && (
        <p className="field-note bad" role="alert">
          {problem.message}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{first ? 'Close' : 'Cancel'}</Button>
        {!first && (
          <Button
            look="danger"
            disabled={remove.isPending}
            onClick={() => {
              remove.mutate(undefined, {
                onSuccess: () => void navigate(`/apps/${at.user}/${at.app}/models`),
              });
            }}
          >
            {remove.isPending ? 'Deleting model' : 'Delete model'}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

/** What may be done to a model of one's own. */
export function ModelActions(props: ModelProps) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const close = () => {
    setOpen(null);
  };
  return (
    <>
      <Button
        onClick={() => {
          setOpen('edit');
        }}
      >
        Edit model
      </Button>
      <Button
        onClick={() => {
          setOpen('delete');
        }}
      >
        Delete model
      </Button>
      {open === 'edit' && <EditModel {...props} onClose={close} />}
      {open === 'delete' && <DeleteModel {...props} onClose={close} />}
    </>
  );
}
