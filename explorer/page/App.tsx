import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BlockPanel } from './block/BlockPanel';
import { BlocksAside } from './tree/BlocksAside';
import { ChangeView } from './change/ChangeView';
import { Classroom } from './classroom/Classroom';
import { CoinsView } from './coins/CoinsView';
import { MessagesView } from './messages/MessagesView';
import { PaymentsView } from './payments/PaymentsView';
import { titleOf } from './model/titleOf';
import { useChanges, useModel } from './model/useModel';
import { Announcer } from './shared/Announcer';
import { Faults } from './shared/Faults';
import { SplitBanner } from './shared/SplitBanner';
import { Header } from './shared/Header';
import { Notice } from './shared/Notice';
import { useRoute } from './shared/route';
import type { Route } from './shared/route';
import { useShortcuts } from './shared/useShortcuts';
import { TreeView } from './tree/TreeView';
import { OwnView } from './users/OwnView';
import { UsersView } from './users/UsersView';

/**
 * The whole page. It has a header, the view that the page's address names, and news for screen
 * readers.
 */
export function App(): JSX.Element {
  const route = useRoute();
  const model = useModel();
  useChanges();
  useShortcuts(route);
  const isFirst = useRef(true);
  useEffect(() => {
    // The element with the focus can disappear together with the previous view.
    const isLost = document.activeElement === document.body && !isFirst.current;
    if (isLost) document.getElementById('main')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [route]);
  useEffect(() => scrollTo(0, 0), [route.view, route.isChanging]);
  const title = titleOf(model);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div class={route.view === 'classroom' ? 'page projector' : 'page'}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header route={route} />
      <Notice />
      <Faults />
      <SplitBanner />
      <main id="main" tabIndex={-1}>
        <Content route={route} />
      </main>
      <Announcer />
    </div>
  );
}

/**
 * Moves the focus to the content. The link itself would change the address, and therefore the view.
 */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Content({
  route: { view, block, payment, user, isChanging },
}: {
  route: Route;
}): JSX.Element {
  switch (view) {
    case 'users':
      return user === null ? <UsersView /> : <OwnView address={user} />;
    case 'payments':
      return <PaymentsView open={payment} />;
    case 'messages':
      return <MessagesView />;
    case 'coins':
      return <CoinsView />;
    case 'classroom':
      return <Classroom />;
    case 'blocks':
      if (block !== null && isChanging) return <ChangeView key={block} hash={block} />;
      return (
        <>
          <TreeView open={block} />
          {block === null ? <BlocksAside /> : <BlockPanel hash={block} />}
        </>
      );
  }
}
