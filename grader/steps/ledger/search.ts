import { applyTransaction, makeTransaction } from '../../../solution/ledger';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import { LABELS } from '../support/people';
import { storiesFrom } from '../support/storiesFrom';
import { amountStory } from './search/amountStory';
import { drawnStory } from './search/drawnStory';
import { probedStory } from './search/probedStory';
import { sentenceOfLedger } from './search/sentenceOfLedger';

const stories = storiesFrom(96, (draw, number) => {
  if (number % 8 === 2) return probedStory(draw);
  if (number % 8 === 6) return amountStory(draw);
  return drawnStory(draw, number % 2 === 1);
});

export const search = searchWithStories('ledger', {
  reference: { applyTransaction, makeTransaction },
  stories,
  sentenceOf: sentenceOfLedger,
  labels: LABELS,
});
