import { Body } from './body.js';
import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { box, create, setAttribute } from './create.js';
import { LeafView } from './leaf-view.js';
import type { Align, Cell, Row, Table } from './parser/tree.js';
import type { View } from './view.js';

/** Rows in one section: the browser lays out a whole section when one row is added. */
const ROWS = 32;

class RowView extends ContainerView {
  readonly #table: TableView;
  readonly #isHead: boolean;

  constructor(context: Context, table: TableView, block: Row, isHead: boolean) {
    const row = create('tr');
    super(context, table, block, row, new Body(row, { ungrouped: Infinity }));
    this.#table = table;
    this.#isHead = isHead;
  }

  /** Looks at all cells of a row, settled or not, since a row has few. */
  override sync(row: Row): void {
    super.sync({ ...row, settled: 0 });
  }

  protected override createChild(cell: Cell, column: number): View {
    const element = create(this.#isHead ? 'th' : 'td', 'cell');
    if (this.#isHead) element.scope = 'col';
    this.#table.alignCell(element, column);
    return new LeafView(this.context, this, cell, element);
  }
}

/** Shows a table, which scrolls if it is wider than the text. */
export class TableView extends ContainerView {
  #align: readonly Align[] = [];
  readonly #table: HTMLTableElement;

  constructor(context: Context, parent: ContainerView, block: Table) {
    const table = create('table', 'table');
    const scroller = box('div', 'scroller');
    scroller.role = 'group';
    scroller.ariaLabel = context.strings.table;
    scroller.append(table);
    // The first row is the head.
    const rows = new Body(table.createTHead(), {
      ungrouped: 1,
      size: ROWS,
      outer: new Body(table, { ungrouped: Infinity }),
      createGroup: () => create('tbody'),
    });
    super(context, parent, block, scroller, rows);
    this.#table = table;
    context.widths.watchScroller(scroller);
  }

  override sync(block: Table): void {
    // The alignment is known once the line below the head is read.
    if (block.align.join() !== this.#align.join()) {
      this.#align = [...block.align];
      for (const { cells } of this.#table.rows) {
        [...cells].forEach((cell, column) => this.alignCell(cell, column));
      }
    }
    super.sync(block);
  }

  /** Sets an attribute, since a strict content security policy would forbid a style where the cell is copied. */
  alignCell(cell: HTMLElement, column: number): void {
    setAttribute(cell, 'align', this.#align[column] ?? null);
  }

  protected override createChild(row: Row, index: number): View {
    return new RowView(this.context, this, row, index === 0);
  }
}
