import type { JSX } from 'preact';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { BLOCK_FIELDS, DATA_FIELDS } from '../rules/Candidate';
import type { Candidate } from '../rules/Candidate';
import { fromText, toText } from './fieldText';

interface Props {
  candidate: Candidate;
  /** The network's block at the same height. */
  original: Block;
  /** True while the miner works. */
  isDisabled: boolean;
  onChange: (candidate: Candidate, field: string) => void;
}

/** A form with a field for each value of a block. */
export function BlockForm({ candidate, original, isDisabled, onChange }: Props): JSX.Element {
  const { users } = useModel();
  const { data } = candidate;
  return (
    <form class="block-form" onSubmit={(event) => event.preventDefault()}>
      <datalist id="addresses">
        <option value={NETWORK} />
        {[...users.values()].map(({ address, name }) => (
          <option key={address} value={address} label={name} />
        ))}
      </datalist>
      <fieldset disabled={isDisabled}>
        <legend class="unseen">block</legend>
        {BLOCK_FIELDS.map((field) => (
          <FieldInput
            key={field}
            field={field}
            value={candidate[field]}
            original={original[field]}
            onChange={(value) => onChange({ ...candidate, [field]: value }, field)}
          />
        ))}
      </fieldset>
      <fieldset class="data" disabled={isDisabled}>
        <legend>data</legend>
        {DATA_FIELDS.map((field) => (
          <FieldInput
            key={field}
            field={field}
            value={data[field]}
            original={original.data[field]}
            onChange={(value) =>
              onChange({ ...candidate, data: { ...data, [field]: value } }, field)
            }
          />
        ))}
      </fieldset>
    </form>
  );
}

function FieldInput({
  field,
  value,
  original,
  onChange,
}: {
  field: string;
  value: unknown;
  original: string | number;
  onChange: (value: unknown) => void;
}): JSX.Element {
  const isChanged = value !== original;
  const id = `field-${field}`;
  const hint = field === 'amount' ? ' in cents' : field === 'timestamp' ? ' in ms' : '';
  return (
    <div class={isChanged ? 'field changed' : 'field'}>
      <label for={id}>
        {field}
        {hint !== '' && <small>{hint}</small>}
        {isChanged && <small class="changed-mark"> changed</small>}
      </label>
      <input
        id={id}
        value={toText(value)}
        onInput={(event) => onChange(fromText(event.currentTarget.value, typeof original))}
        list={field === 'from' || field === 'to' ? 'addresses' : undefined}
        inputMode={typeof original === 'number' ? 'numeric' : undefined}
        autocomplete="off"
        spellcheck={false}
      />
    </div>
  );
}
