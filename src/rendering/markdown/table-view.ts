import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { create } from './create.js';
import { LeafView } from './leaf-view.js';
import type { Align, Block, Cell, Row, Table } from './parser/tree.js';
import type { Parent, View } from './view.js';

/** The rows of a table: the first one is its head. */
class Rows {
  readonly #table: HTMLTableElement;

  constructor(table: HTMLTableElement) {
    this.#table = table;
  }

  append(row: HTMLElement): undefined {
    const { tHead, tBodies } = this.#table;
    if (!tHead) this.#table.createTHead().append(row);
    else (tBodies[0] ?? this.#table.createTBody()).append(row);
  }

  get last(): HTMLElement | undefined {
    const section = this.#table.lastElementChild;
    return (section?.lastElementChild ?? undefined) as HTMLElement | undefined;
  }

  removeLast(): void {
    const section = this.last?.parentElement;
    this.last?.remove();
    if (!section?.childElementCount) section?.remove();
  }
}

/** The cells of a row. However many there are, they stand in no groups. */
class Cells {
  readonly #row: HTMLElement;

  constructor(row: HTMLElement) {
    this.#row = row;
  }

  append(cell: HTMLElement): undefined {
    this.#row.append(cell);
  }

  get last(): HTMLElement | undefined {
    return (this.#row.lastElementChild ?? undefined) as HTMLElement | undefined;
  }

  removeLast(): void {
    this.last?.remove();
  }
}

class RowView extends ContainerView {
  readonly #table: TableView;
  readonly #isHead: boolean;

  constructor(context: Context, table: TableView, isHead: boolean) {
    const row = create('tr');
    super(context, table, 'row', row, new Cells(row));
    this.#table = table;
    this.#isHead = isHead;
  }

  /** All cells of a row that is written are looked at: a row has few. */
  override sync(row: Row): void {
    super.sync({ ...row, settled: 0 });
  }

  protected override createChild(cell: Cell, index: number): View {
    const element = create(this.#isHead ? 'th' : 'td', 'cell');
    if (this.#isHead) element.scope = 'col';
    alignCell(element, this.#table.align[index]);
    return new LeafView(this.context, this, cell, element);
  }
}

/** Scrolls by itself where it is wider than the text. */
export class TableView extends ContainerView {
  align: readonly Align[] = [];
  readonly #table: HTMLTableElement;

  constructor(context: Context, parent: Parent) {
    const table = create('table', 'table');
    const scroller = create('div');
    scroller.className = 'scroller';
    scroller.tabIndex = 0;
    scroller.role = 'group';
    scroller.ariaLabel = context.strings.table;
    scroller.append(table);
    super(context, parent, 'table', scroller, new Rows(table));
    this.#table = table;
  }

  override sync(block: Table): void {
    // The line below the head says how columns are aligned.
    if (block.align.join() !== this.align.join()) {
      this.align = [...block.align];
      for (const { cells } of this.#table.rows) {
        [...cells].forEach((cell, index) => alignCell(cell, this.align[index]));
      }
    }
    super.sync(block);
  }

  protected override createChild(_row: Block, index: number): View {
    return new RowView(this.context, this, index === 0);
  }
}

function alignCell(cell: HTMLElement, align: Align | undefined): void {
  if (align || cell.style.textAlign) cell.style.textAlign = align ?? '';
}
