import { render } from 'preact';
import { App } from './App';
import { listen } from './model/listen';
import { Model } from './model/Model';
import { ModelContext } from './model/useModel';

const page = document.getElementById('page');
if (page !== null) {
  const model = new Model();
  render(
    <ModelContext.Provider value={model}>
      <App />
    </ModelContext.Provider>,
    page,
  );
  listen(model);
}
