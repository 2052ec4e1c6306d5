import { render } from 'preact';
import { App } from './App';
import { followUpdates } from './model/followUpdates';
import { NetworkModel } from './model/NetworkModel';
import { ModelContext } from './model/useModel';

const page = document.getElementById('page');
if (page !== null) {
  const model = new NetworkModel();
  render(
    <ModelContext.Provider value={model}>
      <App />
    </ModelContext.Provider>,
    page,
  );
  followUpdates(model);
}
