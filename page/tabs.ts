/** Tabs as in the ARIA Authoring Practices: one tab stop, and arrow keys between the tabs. */
export function mountTabs(): void {
  for (const list of document.querySelectorAll('[role=tablist]')) {
    const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    list.addEventListener('click', ({ target }) => {
      const tab = tabs.find((each) => each === target);
      if (tab) choose(tabs, tab);
    });
    list.addEventListener('keydown', (event) => {
      const { key, target } = event as KeyboardEvent;
      const index = tabs.findIndex((each) => each === target);
      const next = tabs[nextIndex(key, index, tabs.length)];
      if (!next) return;
      event.preventDefault();
      choose(tabs, next);
      next.focus();
    });
  }
}

function nextIndex(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

function choose(tabs: readonly HTMLElement[], chosen: HTMLElement): void {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.ariaSelected = String(isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    if (panel) panel.hidden = !isChosen;
  }
}
