import { TextInput } from '../../../ui/Field';
import type { FieldsProps } from './SecretFields';
import { MODEL_OFFERS, OFFER_WORDS } from './words';

/** What the endpoint can do, each with the model that nodes use which name none. */
export function OfferFields({ row, onChange }: FieldsProps) {
  return (
    <fieldset className="connection-offering">
      <legend>What it offers, and the model for each</legend>
      {MODEL_OFFERS.map((offer) => {
        const on = row.offers.includes(offer);
        return (
          <div key={offer}>
            <label>
              <input
                type="checkbox"
                checked={on}
                onChange={() => {
                  const others = row.offers.filter((each) => each !== offer);
                  onChange({ offers: on ? others : [...others, offer] });
                }}
              />
              {OFFER_WORDS[offer]}
            </label>
            <TextInput
              aria-label={`Model for ${OFFER_WORDS[offer].toLowerCase()}`}
              placeholder="Model"
              disabled={!on}
              value={row.models[offer] ?? ''}
              onChange={(event) => {
                onChange({ models: { ...row.models, [offer]: event.target.value } });
              }}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
